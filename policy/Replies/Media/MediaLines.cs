using System.Text.RegularExpressions;
using Moltbot.Policy.Replies.Chunking;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Replies.Media;

/// <summary>Lines <c>MEDIA:&lt;address or ./path&gt;</c> and the tag <c>[[audio_as_voice]]</c> of a model's answer (runtime.md §7).</summary>
public static partial class MediaLines
{
    private const string Mark = "MEDIA:";

    /// <summary>Takes an answer apart. Lines inside code fences stay as they are.</summary>
    public static MediaReply Split(string raw)
    {
        var answer = raw.TrimEnd();
        if (answer.Length == 0)
        {
            return new MediaReply("", [], AsVoice: false);
        }

        var media = new List<string>();
        var cleaned = Tidy(string.Join('\n', KeptLines(answer, media)));
        var asVoice = VoiceTag().IsMatch(cleaned);
        if (asVoice)
        {
            cleaned = CharacterRuns.WithoutEdges(VoiceTag().Replace(cleaned, " ")).Trim();
        }

        return new MediaReply(media.Count > 0 || asVoice ? cleaned : answer, media, asVoice);
    }

    private static List<string> KeptLines(string answer, List<string> media)
    {
        var fences = FenceSpan.Parse(answer);
        var kept = new List<string>();
        var offset = 0;
        foreach (var line in answer.Split('\n'))
        {
            var isCode = FenceSpan.At(fences, offset) is not null;
            offset += line.Length + 1;
            kept.Add(!isCode && line.TrimStart().StartsWith(Mark, StringComparison.Ordinal) ? Take(line, media) : line);
        }

        return kept;
    }

    /// <summary>What stays of a line with the mark.</summary>
    private static string Take(string line, List<string> media)
    {
        var at = line.IndexOf(Mark, StringComparison.Ordinal);
        var written = line[(at + Mark.Length)..];
        var payload = written.Trim();
        payload = payload.StartsWith('`') ? payload[1..] : payload;
        if (written.Length == 0)
        {
            return line;
        }

        var unquoted = MediaSource.Unquoted(payload);
        var pieces = unquoted is not null ? [unquoted] : payload.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = pieces.Select(piece => (Piece: piece, Source: MediaSource.Read(piece))).ToList();
        var sources = found.Where(each => each.Source is not null).Select(each => each.Source!).ToList();
        var rest = found.Where(each => each.Source is null).Select(each => each.Piece).ToList();

        // A path may hold blanks: one good piece, which may have a rest behind it, is tried as a whole.
        if (sources.Count == 1 && MediaSource.IsMeantAsPath(payload) && MediaSource.Read(payload) is { } whole)
        {
            (sources, rest) = ([whole], []);
        }

        media.AddRange(sources);
        return (line[..at] + (sources.Count == 0 ? line[at..] : string.Join(' ', rest))).Trim();
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    private static string Tidy(string text) =>
        CharacterRuns.Replace(CharacterRuns.Replace(BlanksBeforeNewline().Replace(text, "\n"), IsBlank, " ", shortest: 2), static each => each == '\n', "\n", shortest: 2).Trim();

    [GeneratedRegex(@"\[\[\s*audio_as_voice\s*\]\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VoiceTag();

    [GeneratedRegex(@"[ \t]+\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BlanksBeforeNewline();
}
