using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>browser</c>.</summary>
internal static class BrowserRules
{
    public static ShapeRule Profile { get; } = Shape(
        Key("cdpPort", Between(1, 65535)),
        Key("cdpUrl", Text),
        Key("driver", OneOf("openclaw", "extension")),
        Required("color", CommonRules.HexColor)).Checked(BrowserProfiles.Check);

    public static ShapeRule Browser { get; } = Shape(
        Key("enabled", Flag),
        Key("evaluateEnabled", Flag),
        Key("cdpUrl", Text),
        Key("remoteCdpTimeoutMs", Count),
        Key("remoteCdpHandshakeTimeoutMs", Count),
        Key("color", Text),
        HostProgram("executablePath"),
        Key("headless", Flag),
        Key("noSandbox", Flag),
        Key("attachOnly", Flag),
        Key("defaultProfile", Text),
        Key("snapshotDefaults", Shape(Key("mode", OneOf("efficient")))),
        Key("profiles", new MapRule(Profile) { AcceptsKey = BrowserProfiles.IsName }));
}
