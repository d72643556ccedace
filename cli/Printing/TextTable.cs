using Spectre.Console;

namespace Moltbot.Cli.Printing;

/// <summary>Tables: fitted to a terminal's width, and never cut or wrapped where a script reads them.</summary>
internal static class TextTable
{
    private const int WidthForScripts = 10_000;

    public static void Write(CliHost host, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.Colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = host.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Math.Min(host.Width, WidthForScripts);
        var table = new Table { Border = TableBorder.None, Expand = false };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading.ToUpperInvariant(), new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0), NoWrap = !host.OutIsTerminal });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        console.Write(table);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            // Every column is filled up with blanks, the last one too.
            host.Out.WriteLine(line.TrimEnd());
        }
    }
}
