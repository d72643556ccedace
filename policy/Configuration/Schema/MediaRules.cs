using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>Understanding of pictures, sound, film and links.</summary>
internal static class MediaRules
{
    public static ShapeRule Scope { get; } = Shape(
        Key("default", OneOf("allow", "deny")),
        Key("rules", ListOf(Shape(
            Required("action", OneOf("allow", "deny")),
            Key("match", Shape(
                Key("channel", Text),
                Key("chatType", OneOf("direct", "group", "channel")),
                Key("keyPrefix", Text)))))));

    public static ShapeRule Attachments { get; } = Shape(
        Key("mode", OneOf("first", "all")),
        Key("maxAttachments", Positive),
        Key("prefer", OneOf("first", "last", "path", "url")));

    public static ShapeRule Deepgram { get; } = Shape(
        Key("detectLanguage", Flag),
        Key("punctuate", Flag),
        Key("smartFormat", Flag));

    public static Rule ProviderOptions { get; } = MapOf(MapOf(Either("string or number or boolean", Text, Number, Flag)));

    public static ShapeRule Model { get; } = Shape(
        Key("provider", Text),
        Key("model", Text),
        Key("capabilities", ListOf(OneOf("image", "audio", "video"))),
        Key("type", OneOf("provider", "cli")),
        HostProgram("command"),
        Key("args", Texts),
        Key("prompt", Text),
        Key("maxChars", Positive),
        Key("maxBytes", Positive),
        Key("timeoutSeconds", Positive),
        Key("language", Text),
        Key("providerOptions", ProviderOptions),
        Key("deepgram", Deepgram),
        Key("baseUrl", Text),
        Key("headers", TextMap),
        Key("profile", Text),
        Key("preferredProfile", Text));

    public static ShapeRule Understanding { get; } = Shape(
        Key("enabled", Flag),
        Key("scope", Scope),
        Key("maxBytes", Positive),
        Key("maxChars", Positive),
        Key("prompt", Text),
        Key("timeoutSeconds", Positive),
        Key("language", Text),
        Key("providerOptions", ProviderOptions),
        Key("deepgram", Deepgram),
        Key("baseUrl", Text),
        Key("headers", TextMap),
        Key("attachments", Attachments),
        Key("models", ListOf(Model)));

    public static ShapeRule Media { get; } = Shape(
        Key("models", ListOf(Model)),
        Key("concurrency", Positive),
        Key("image", Understanding),
        Key("audio", Understanding),
        Key("video", Understanding));

    public static ShapeRule LinkModel { get; } = Shape(
        Key("type", OneOf("cli")),
        HostProgram("command", SomeText) with { IsRequired = true },
        Key("args", Texts),
        Key("timeoutSeconds", Positive));

    public static ShapeRule Links { get; } = Shape(
        Key("enabled", Flag),
        Key("scope", Scope),
        Key("maxLinks", Positive),
        Key("timeoutSeconds", Positive),
        Key("models", ListOf(LinkModel)));

    public static ShapeRule Transcription { get; } = Shape(
        HostProgram("command", new ListRule(Text) { Check = SafeExecutables.CheckCommand }) with { IsRequired = true },
        Key("timeoutSeconds", Positive));

    public static ShapeRule Audio { get; } = Shape(Key("transcription", Transcription));
}
