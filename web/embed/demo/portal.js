// What a site may do with the element: listen, change its attributes, ask for the report.
const check = document.querySelector("gouji-check");
const outcome = document.getElementById("outcome");

check.addEventListener("gouji-checked", ({ detail: { verdict, counts } }) => {
  outcome.textContent = `${verdict}：${counts.relations} 项勾稽，${counts.errors} 处错误`;
});

document.getElementById("dark").addEventListener("click", () => {
  check.setAttribute("theme", check.getAttribute("theme") === "dark" ? "light" : "dark");
});

document.getElementById("report").addEventListener("click", async () => {
  const report = await check.requestReport();
  outcome.textContent = report ? `报告：${report.file.name}` : "没有取得报告";
});
