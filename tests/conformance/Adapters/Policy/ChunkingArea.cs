using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Replies.Chunking;
using Moltbot.Policy.Sessions;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>chunking: how answers are cut.</summary>
public sealed class ChunkingArea : ICaseArea
{
    private static readonly string[] Cutters =
    [
        "chunkText", "chunkMarkdownText", "chunkByNewline", "chunkByParagraph", "chunkTextWithMode", "chunkMarkdownTextWithMode",
    ];

    public IEnumerable<CaseFunction> Functions =>
    [
        new("chunkText", input => TextChunks.ByLength(Text(input), Limit(input)).ToJson()),
        new("chunkMarkdownText", input => MarkdownChunks.ByLength(Text(input), Limit(input)).ToJson()),
        new("chunkByNewline", input => TextChunks.ByLine(
            Text(input), (int)input.Arg("maxLineLength", 1)!.Value.GetDouble(),
            input.Arg("opts", 2).Flag("splitLongLines") ?? true, input.Arg("opts", 2).Flag("trimLines") ?? true).ToJson()),
        new("chunkByParagraph", input => TextChunks.ByParagraph(Text(input), Limit(input)).ToJson()),
        new("chunkTextWithMode", input => WithMode(input, isMarkdown: false)),
        new("chunkMarkdownTextWithMode", input => WithMode(input, isMarkdown: true)),
        new("resolveTextChunkLimit", input =>
        {
            var (account, channel) = Sections(input);
            return ChunkSettings.ResolveLimit(
                account.Number("textChunkLimit"), channel.Number("textChunkLimit"), input.Arg("opts", 3).Number("fallbackLimit"));
        }),
        new("resolveChunkMode", input =>
        {
            var (account, channel) = Sections(input);
            return account.Text("chunkMode") ?? channel.Text("chunkMode") ?? "length";
        }),
    ];

    public IEnumerable<Difference> Differences => Cutters.Select(name => new Difference(
        name,
        input => Text(input).Any(char.IsSurrogate) && Text(input).Length > Limit(input),
        "A character of two UTF-16 units is never cut in half: the halves are no text, and would arrive as replacement marks."));

    private static string Text(JsonElement input) => input.Arg("text", 0).AsText() ?? "";

    private static int Limit(JsonElement input) => (int)(input.Arg("limit", 1) ?? input.Arg("maxLineLength", 1))!.Value.GetDouble();

    private static JsonNode? WithMode(JsonElement input, bool isMarkdown) =>
        new ChunkSettings(Limit(input), input.Arg("mode", 2).AsText() == "newline").Cut(Text(input), isMarkdown).ToJson();

    // Webchat has no settings of its own: what is shown there is never cut.
    private static (JsonElement? Account, JsonElement? Channel) Sections(JsonElement input)
    {
        var provider = input.Arg("provider", 1).AsText();
        if (provider is null or ChannelIds.WebChat)
        {
            return (null, null);
        }

        var section = input.Arg("config", 0).Get("channels").Get(provider) ?? input.Arg("config", 0).Get(provider);
        var wanted = IdNormalization.AccountId(input.Arg("accountId", 2).AsText());
        var account = section.Get("accounts")?.EnumerateObject()
            .FirstOrDefault(each => string.Equals(each.Name, wanted, StringComparison.OrdinalIgnoreCase)).Value;
        return (account is { ValueKind: JsonValueKind.Object } ? account : null, section);
    }
}
