using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Export;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class ConfigSchemaExportTests
{
    private static readonly JsonObject Export = ConfigSchemaExport.Build("1.2.3", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Every_section_is_described_and_closed()
    {
        var properties = Export["schema"]!["properties"]!.AsObject();

        properties.Select(static entry => entry.Key).ShouldBe(
        [
            "meta", "env", "wizard", "diagnostics", "logging", "update", "browser", "ui", "auth", "models", "nodeHost", "agents",
            "tools", "bindings", "broadcast", "audio", "media", "messages", "commands", "approvals", "session", "cron", "hooks",
            "web", "channels", "discovery", "canvasHost", "talk", "gateway", "skills", "plugins", "mcp",
        ]);
        ((bool)properties["gateway"]!["additionalProperties"]!).ShouldBeFalse();
        ((string?)properties["env"]!["additionalProperties"]!["type"]).ShouldBe("string");
        properties["commands"]!["required"]!.AsArray().Select(static name => (string?)name).ShouldBe(["native", "nativeSkills"]);
        ((string?)Export["generatedAt"]).ShouldBe("1970-01-01T00:00:00.000Z");
    }

    [Theory]
    [InlineData("gateway.auth.token", true)]
    [InlineData("channels.telegram.botToken", true)]
    [InlineData("channels.telegram.accounts.*.webhookSecret", true)]
    [InlineData("models.providers.*.apiKey", true)]
    [InlineData("channels.telegram.tokenFile", false)]
    [InlineData("gateway.port", false)]
    public void Forms_know_what_is_secret(string path, bool secret)
    {
        var hint = Export["uiHints"]![path].ShouldNotBeNull();
        ((bool?)hint["sensitive"] ?? false).ShouldBe(secret);
    }
}
