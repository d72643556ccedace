using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills;

/// <summary>
/// What stands between the two lines of dashes at the head of a Markdown file: keys with texts. Read as YAML; what is no YAML, such as a
/// description with a colon in it, is read line by line, as the original does. A value that is written as JSON stays as written.
/// </summary>
internal sealed partial record FrontMatter(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, int> Lines, bool Exists)
{
    private const string Fence = "---";
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly FrontMatter None = new(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), Exists: false);

    /// <summary>Reads the head of a file.</summary>
    /// <exception cref="UnusableYamlException">It holds YAML that is refused, or too much.</exception>
    public static FrontMatter Read(string content)
    {
        var text = content.ReplaceLineEndings("\n").Replace('\r', '\n');
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || text.IndexOf("\n" + Fence, Fence.Length, StringComparison.Ordinal) is not (>= 0 and var end))
        {
            return None;
        }

        var block = end > Fence.Length ? text[(Fence.Length + 1)..end] : "";
        var (values, lines) = ByLine(block);
        try
        {
            if (YamlReader.Read(block) is YamlMap map)
            {
                return FromYaml(map, values);
            }
        }
        catch (UnusableYamlException error) when (error.IsSyntax)
        {
            // As the original: line by line.
        }
        catch (UnusableYamlException error)
        {
            throw new UnusableYamlException(error.Line + 1, error.Message, isSyntax: false);
        }

        return new FrontMatter(values, lines, Exists: true);
    }

    private static FrontMatter FromYaml(YamlMap map, Dictionary<string, string> asWritten)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var value = asWritten.TryGetValue(entry.Key, out var written) && written is ['{' or '[', ..]
                ? written
                : entry.Value is YamlText text ? text.Value.Trim() : YamlJson.Of(entry.Value)!.ToJsonString(Compact);
            if (value.Length > 0)
            {
                values[entry.Key] = value;
                lines[entry.Key] = entry.Line + 1;
            }
        }

        return new FrontMatter(values, lines, Exists: true);
    }

    private static (Dictionary<string, string> Values, Dictionary<string, int> Lines) ByLine(string block)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = block.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (KeyLine().Match(lines[i]) is not { Success: true } found)
            {
                continue;
            }

            var at = i;
            var value = Unquoted(found.Groups["value"].Value.Trim());
            if (value.Length == 0)
            {
                var from = i;
                while (i + 1 < lines.Length && (lines[i + 1].Length == 0 || lines[i + 1][0] is ' ' or '\t'))
                {
                    i++;
                }

                value = string.Join('\n', lines[(from + 1)..(i + 1)]).Trim();
            }

            if (value.Length > 0)
            {
                values[found.Groups["key"].Value] = value;
                places[found.Groups["key"].Value] = at + 2;
            }
        }

        return (values, places);
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    [GeneratedRegex(@"\A(?<key>[\w-]+):\s*(?<value>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyLine();
}
