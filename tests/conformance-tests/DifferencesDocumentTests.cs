using Moltbot.Conformance.Reports;

namespace Moltbot.Conformance.Tests;

public sealed class DifferencesDocumentTests
{
    [Fact]
    public void The_document_lists_the_rules_that_the_run_uses()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "differences.md"));
        var begin = document.IndexOf(DifferenceTable.Begin, StringComparison.Ordinal) + DifferenceTable.Begin.Length;
        var end = document.IndexOf(DifferenceTable.End, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(begin);

        document[begin..end].Trim().ShouldBe(
            DifferenceTable.ToMarkdown(), "write down what `Moltbot.Conformance differences` prints");
    }
}
