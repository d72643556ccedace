using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Loading;
using Moltbot.Policy.Configuration.Schema;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>Every key of the schema that names a file, a folder or a program of the machine says so, and is refused to a tenant (F2).</summary>
public sealed class HostKeyTests
{
    /// <summary>Keys that sound like one and name nothing of the machine.</summary>
    private static readonly string[] Others =
    [
        // Parts of an address on the web.
        "hooks.path", "hooks.mappings[].match.path", "hooks.gmail.serve.path", "hooks.gmail.tailscale.path", "channels.msteams.webhook.path",
        // What people write in a chat, and what they called once.
        "channels.telegram.customCommands[].command", "channels.telegram.accounts.*.customCommands[].command", "channels.slack.slashCommand",
        "channels.slack.accounts.*.slashCommand", "wizard.lastRunCommand",
        // Inside the sandbox.
        "mcp.servers.*.command", "agents.defaults.sandbox.docker.workdir", "agents.list[].sandbox.docker.workdir",
        // Switches.
        "agents.defaults.sandbox.docker.readOnlyRoot", "agents.list[].sandbox.docker.readOnlyRoot", "models.providers.*.models[].compat.supportsStore",
        // Sections, whose keys speak for themselves.
        "agents.defaults.memorySearch.store", "agents.list[].memorySearch.store", "gateway.http.endpoints.responses.files",
    ];

    public static TheoryData<string> Marked => [.. Keys(ConfigSchema.Document, "").Where(static key => key.Field.Host is not null).Select(static key => key.Path)];

    [Fact]
    public void A_key_that_sounds_like_one_is_marked_or_is_known_to_be_none() =>
        Keys(ConfigSchema.Document, "").Where(static key => key.Field.Host is null && HostKeys.Suggests(key.Field.Name)).Select(static key => key.Path).Distinct(StringComparer.Ordinal)
            .ShouldBe(Others, ignoreOrder: true, "mark it with HostPath, HostProgram or SecretFile, or say here what it is");

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_marked_key_is_the_operators(string path)
    {
        var document = Written(path);

        ConfigSnapshot snapshot = ConfigLoader.Load(new ConfigSource("tenant:t", document.ToJsonString()), new ConfigLoadOptions { Tenant = new TenantRestrictions() });

        snapshot.Config.ShouldBeNull();
        string place = path.Replace("[]", ".0", StringComparison.Ordinal).Replace("*", "name", StringComparison.Ordinal);
        // All of a command-line back end is refused at once.
        snapshot.Issues.ShouldContain(issue => issue.Path == place || place.StartsWith("agents.defaults.cliBackends.", StringComparison.Ordinal));
        snapshot.Issues.ShouldAllBe(static issue => issue.Message.Contains("not available to a tenant", StringComparison.Ordinal));
    }

    /// <summary>A document with nothing but the key.</summary>
    private static JsonNode Written(string path)
    {
        JsonNode value = "x";
        foreach (string part in path.Split('.').Reverse())
        {
            string name = part.Replace("[]", "", StringComparison.Ordinal);
            value = new JsonObject { [name == "*" ? "name" : name] = part.EndsWith("[]", StringComparison.Ordinal) ? new JsonArray(value) : value };
        }

        return value;
    }

    private static IEnumerable<(string Path, Field Field)> Keys(Rule rule, string path) => rule switch
    {
        ShapeRule shape => shape.Fields.SelectMany(field => Keys(field.Rule, Inspection.Join(path, field.Name)).Prepend((Inspection.Join(path, field.Name), field)))
            .Concat(shape.Others is { } others ? Keys(others, path + ".*") : []),
        ListRule list => Keys(list.Item, path + "[]"),
        MapRule map => Keys(map.Item, path + ".*"),
        EitherRule either => either.Options.SelectMany(option => Keys(option, path)),
        OursRule ours => ours.Options.SelectMany(option => Keys(option, path)),
        _ => [],
    };
}
