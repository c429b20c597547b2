global using Xunit;
global using Collum.Findings.Tests;
