'use strict';
// Runs before the page is drawn, so that a chosen theme does not flash. Storage may be refused for pages from disk.
try {
  const theme = localStorage.getItem('auditor-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* the theme of the system */ }
document.documentElement.classList.add('js');
