using System.Text;

namespace Moltbot.Bench.Report;

/// <summary>One Markdown table for people and for the tree.</summary>
internal sealed class BenchReport
{
    private static readonly string[] Heads =
    [
        "measure", "result", "per server CPU-second", "server CPU each", "p50", "p99", "generator cores", "original", "against it", "goal",
    ];

    private readonly List<ReportRow> _rows = [];
    private readonly List<string> _remarks = [];

    public int RowCount => _rows.Count;

    public int RemarkCount => _remarks.Count;

    /// <summary>Adds a line and shows at once that it was measured.</summary>
    public void Add(ReportRow row)
    {
        _rows.Add(row);
        Console.Error.WriteLine($"  {row.Measure}: {row.Result}{(row.Goal.Length > 0 ? $"  [{row.Goal}]" : "")}");
    }

    /// <summary>Adds what a reader must know beside the figures, failures above all.</summary>
    public void Remark(string text)
    {
        _remarks.Add(text);
        Console.Error.WriteLine($"  {text}");
    }

    /// <summary>The whole report.</summary>
    /// <param name="heading">Lines above the table: when, what, where.</param>
    public string ToMarkdown(IReadOnlyList<string> heading)
    {
        var widths = Heads.Select((head, column) => _rows.Select(row => row.Cells[column].Length).Append(head.Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var line in heading)
        {
            text.Append(line).Append('\n');
        }

        text.Append('\n');
        Line(text, Heads, widths);
        Line(text, [.. widths.Select(static width => new string('-', width))], widths);
        foreach (var row in _rows)
        {
            Line(text, row.Cells, widths);
        }

        if (_remarks.Count > 0)
        {
            text.Append('\n');
            foreach (var remark in _remarks)
            {
                text.Append("- ").Append(remark).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            text.Append("| ").Append(cells[column].PadRight(widths[column])).Append(' ');
        }

        text.Append("|\n");
    }
}
