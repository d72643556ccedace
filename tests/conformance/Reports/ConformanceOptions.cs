namespace Moltbot.Conformance.Reports;

/// <summary>What the program was asked to do.</summary>
/// <param name="Folder">The folder of case files.</param>
/// <param name="Silo">The program that serves; null = conversations are not run.</param>
/// <param name="IsJson">Whether the report is for programs.</param>
internal sealed record ConformanceOptions(string Folder, string? Silo, bool IsJson)
{
    internal const string Usage =
        """
        usage: Moltbot.Conformance --cases DIR [--silo PROGRAM] [--json]
               Moltbot.Conformance differences
               Moltbot.Conformance golden --cases DIR --url ws://host:port --token TOKEN ...
        """;

    internal static ConformanceOptions? Parse(IReadOnlyList<string> arguments, out string? mistake)
    {
        string? folder = null;
        string? silo = null;
        var isJson = false;
        mistake = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--cases" when i + 1 < arguments.Count:
                    folder = arguments[++i];
                    break;
                case "--silo" when i + 1 < arguments.Count:
                    silo = arguments[++i];
                    break;
                case "--json":
                    isJson = true;
                    break;
                default:
                    mistake = $"unknown or incomplete option {arguments[i]}\n{Usage}";
                    return null;
            }
        }

        mistake = folder is null ? $"--cases is missing\n{Usage}"
            : !Directory.Exists(folder) ? $"there is no folder {folder}"
            : silo is not null && !File.Exists(silo) ? $"there is no program {silo}"
            : null;
        return mistake is null ? new ConformanceOptions(folder!, silo, isJson) : null;
    }
}
