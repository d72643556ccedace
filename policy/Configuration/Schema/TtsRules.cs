using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>messages.tts</c>: speaking answers.</summary>
internal static class TtsRules
{
    public static ShapeRule Tts { get; } = Shape(
        Key("auto", OneOf("off", "always", "inbound", "tagged")),
        Key("enabled", Flag),
        Key("mode", OneOf("final", "all")),
        Key("provider", OneOf("elevenlabs", "openai", "edge")),
        Key("summaryModel", Text),
        Key("modelOverrides", Shape(
            Key("enabled", Flag),
            Key("allowText", Flag),
            Key("allowProvider", Flag),
            Key("allowVoice", Flag),
            Key("allowModelId", Flag),
            Key("allowVoiceSettings", Flag),
            Key("allowNormalization", Flag),
            Key("allowSeed", Flag))),
        Key("elevenlabs", Shape(
            Secret("apiKey"),
            Key("baseUrl", Text),
            Key("voiceId", Text),
            Key("modelId", Text),
            Key("seed", Between(0, 4294967295)),
            Key("applyTextNormalization", OneOf("auto", "on", "off")),
            Key("languageCode", Text),
            Key("voiceSettings", Shape(
                Key("stability", Share),
                Key("similarityBoost", Share),
                Key("style", Share),
                Key("useSpeakerBoost", Flag),
                Key("speed", Range(0.5, 2)))))),
        Key("openai", Shape(
            Secret("apiKey"),
            Key("model", Text),
            Key("voice", Text))),
        Key("edge", Shape(
            Key("enabled", Flag),
            Key("voice", Text),
            Key("lang", Text),
            Key("outputFormat", Text),
            Key("pitch", Text),
            Key("rate", Text),
            Key("volume", Text),
            Key("saveSubtitles", Flag),
            Key("proxy", Text),
            Key("timeoutMs", Between(1000, 120000)))),
        HostPath("prefsPath"),
        Key("maxTextLength", AtLeast(1)),
        Key("timeoutMs", Between(1000, 120000)));
}
