using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Reload;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class ConfigEditorTests
{
    private static readonly ConfigLoadOptions Options = new()
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["BOT"] = "9:secret" },
    };

    private static readonly ConfigStamp Stamp = new("1.2.3", new DateTimeOffset(2026, 2, 1, 3, 4, 5, TimeSpan.Zero));

    private const string Stored = """
        {
          gateway: { auth: { token: "hush-hush" } },
          channels: { telegram: { botToken: "${BOT}", webhookSecret: "wh-1" } },
          models: { providers: { p: { baseUrl: "https://u:pw@api.example.com", apiKey: "k-1", headers: { "x-custom": "h-1" }, models: [] } } },
          env: { OPENAI_API_KEY: "sk-1" },
          tools: { web: { search: { apiKey: "s-1" } }, media: { models: [{ provider: "q", headers: { a: "item-secret" } }] } },
        }
        """;

    [Fact]
    public void Nothing_secret_is_shown()
    {
        var shown = MaskedSnapshot.Of(Load(Stored));
        var everything = shown.Raw + shown.Parsed!.ToJsonString() + shown.Config!.ToJsonString();

        foreach (var secret in (string[])["hush-hush", "9:secret", "wh-1", "u:pw", "k-1", "h-1", "sk-1", "s-1", "item-secret"])
            everything.ShouldNotContain($"\"{secret}");
        everything.ShouldNotContain("u:pw");
        ((string?)shown.Parsed["channels"]!["telegram"]!["botToken"]).ShouldBe("${BOT}", "a variable's name is no secret");
        shown.Hash.ShouldBe(ConfigHash.Of(Stored), "writers present the hash of what is stored");
    }

    [Fact]
    public void A_secret_that_was_commented_out_is_not_shown_either() =>
        MaskedSnapshot.Of(Load("{ // token: 'old-one'\n ui: {} }")).Raw!.ShouldNotContain("old-one");

    [Fact]
    public void A_text_without_secrets_is_shown_as_it_is() =>
        MaskedSnapshot.Of(Load("{ui:{seamColor:'#ffffff'}, /* hi */}")).Raw.ShouldBe("{ui:{seamColor:'#ffffff'}, /* hi */}");

    [Theory]
    [InlineData("https://hooks.example/x?token=hidden-1")]
    [InlineData("https://hooks.example/x?a=b&api_key=hidden-1&c=d")]
    [InlineData("https://hooks.example/x?KEY=hidden-1")]
    [InlineData("wss://hooks.example/?x-amz-signature=a&client%5Fsecret=hidden-1")]
    public void A_secret_in_the_query_of_an_address_is_not_shown(string address)
    {
        JsonObject document = new() { ["hooks"] = new JsonObject { ["url"] = address }, ["list"] = new JsonArray(address) };

        var shown = SecretMask.Apply(document)!;

        shown.ToJsonString().ShouldNotContain("hidden-1");
        JsonNode.DeepEquals(SecretMask.Restore(shown, document).Tree, document).ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://docs.example/?page=2&keyword=token")]
    [InlineData("https://docs.example/?token=")]
    [InlineData("https://docs.example/?token=${HOOK_TOKEN}")]
    [InlineData("is this a question? token=no")]
    public void An_address_without_a_secret_is_shown(string address) =>
        ((string?)SecretMask.Apply(new JsonObject { ["url"] = address })!["url"]).ShouldBe(address);

    [Fact]
    public void Secrets_in_a_list_are_not_shown_and_keep_their_places()
    {
        JsonObject document = new() { ["botToken"] = new JsonArray("hidden-1", "hidden-2", "${NAMED}"), ["headers"] = new JsonArray("X-Key: hidden-3") };

        var shown = (JsonObject)SecretMask.Apply(document)!;
        var (same, issues) = SecretMask.Restore(shown, document);
        ((JsonArray)shown["botToken"]!).RemoveAt(0);
        var (_, taken) = SecretMask.Restore(shown, document);

        shown.ToJsonString().ShouldNotContain("hidden-");
        shown["botToken"]!.ToJsonString().ShouldContain("${NAMED}");
        JsonNode.DeepEquals(same, document).ShouldBeTrue();
        issues.ShouldBeEmpty();
        taken.ShouldHaveSingleItem().Path.ShouldBe("botToken.0", "which of them was taken away cannot be known");
    }

    [Fact]
    public void What_a_form_sends_back_unchanged_is_stored_unchanged()
    {
        var current = Load(Stored);
        var form = (JsonObject)MaskedSnapshot.Of(current).Config!;
        form["ui"] = new JsonObject { ["seamColor"] = "#123456" };

        var edit = new ConfigEditor(Options, Stamp).Set(current, form.ToJsonString());

        edit.Error.ShouldBeNull(string.Join('\n', edit.Issues));
        var written = (JsonObject)edit.Snapshot!.Parsed!;
        var expected = (JsonObject)current.Parsed!.DeepClone();
        expected["ui"] = new JsonObject { ["seamColor"] = "#123456" };
        expected["meta"] = new JsonObject { ["lastTouchedVersion"] = "1.2.3", ["lastTouchedAt"] = "2026-02-01T03:04:05.000Z" };
        JsonNode.DeepEquals(written, expected).ShouldBeTrue($"no defaults, no variables' values, no masks: {written.ToJsonString()}");
    }

    [Fact]
    public void A_patch_keeps_secrets_removes_nulls_and_leaves_the_rest_as_written()
    {
        var edit = new ConfigEditor(Options, Stamp).Patch(
            Load(Stored), $"{{gateway:{{port:1900,auth:{{token:'{SecretMask.Mask}'}}}},tools:null,}}");

        edit.Error.ShouldBeNull();
        edit.Snapshot!.Config!.Gateway.Auth.Token.ShouldBe("hush-hush");
        edit.Snapshot.Config.Gateway.Port.ShouldBe(1900);
        ((JsonObject)edit.Snapshot.Parsed!).ContainsKey("tools").ShouldBeFalse();
        ((string?)edit.Snapshot.Parsed["channels"]!["telegram"]!["botToken"]).ShouldBe("${BOT}");
    }

    [Fact]
    public void A_mask_where_nothing_is_stored_is_refused()
    {
        var edit = new ConfigEditor(Options, Stamp).Patch(Load("{}"), $"{{gateway:{{auth:{{token:'{SecretMask.Mask}'}}}}}}");

        edit.Error.ShouldBe("invalid config");
        edit.Issues.ShouldHaveSingleItem().Path.ShouldBe("gateway.auth.token");
    }

    [Fact]
    public void A_secret_of_a_list_does_not_move_to_another_item()
    {
        var current = Load(Stored);
        var form = (JsonObject)MaskedSnapshot.Of(current).Config!;
        form["tools"]!["media"]!["models"]![0]!["baseUrl"] = "https://elsewhere.example.com";

        new ConfigEditor(Options, Stamp).Set(current, form.ToJsonString()).Issues.ShouldHaveSingleItem().Path.ShouldBe("tools.media.models.0.headers.a");
    }

    [Theory]
    [InlineData("5", "Invalid input: expected object, received number")]
    [InlineData("null", "Invalid input: expected object, received null")]
    public void A_document_is_replaced_by_an_object_only(string raw, string message) =>
        new ConfigEditor(Options, Stamp).Set(Load("{}"), raw).Issues.ShouldBe([new ConfigIssue("", message)]);

    [Fact]
    public void A_mask_in_a_whole_document_where_nothing_is_stored_is_refused()
    {
        var edit = new ConfigEditor(Options, Stamp).Set(Load("{}"), $"{{gateway:{{auth:{{token:'{SecretMask.Mask}'}}}}}}");

        edit.Error.ShouldBe("invalid config");
        edit.Issues.ShouldBe([new ConfigIssue("gateway.auth.token", "__MOLTBOT_REDACTED__ stands for a stored secret, but none is stored here; write the value itself")]);
    }

    [Theory]
    [InlineData("{}", "{ui:{seamColor:'#123456'}}", "{\n  \"ui\": {\n    \"seamColor\": \"#123456\"\n  },\n  META\n}\n")]
    [InlineData("{ui:{}}", "{ui:{}}", "{\n  \"ui\": {},\n  META\n}\n")]
    [InlineData("{}", "{ui:{}}", "{\n  \"ui\": {},\n  META\n}\n")]
    [InlineData("{}", "{commands:{native:'auto',nativeSkills:'auto'}}", "{\n  META\n}\n")]
    [InlineData("{commands:{native:'auto'}}", "{commands:{native:'auto',nativeSkills:'auto'}}", "{\n  \"commands\": {\n    \"native\": \"auto\"\n  },\n  META\n}\n")]
    [InlineData("{logging:{$include:'./l.json5'}}", "{logging:{level:'debug',consoleLevel:'info',redactSensitive:'tools'}}", "{\n  \"logging\": {\n    \"$include\": \"./l.json5\",\n    \"consoleLevel\": \"info\"\n  },\n  META\n}\n")]
    [InlineData("{logging:{$include:'./l.json5'}}", "{logging:{$include:'./l.json5'}}", "{\n  \"logging\": {\n    \"$include\": \"./l.json5\"\n  },\n  META\n}\n")]
    public void What_was_not_changed_is_written_as_it_stood(string stored, string sent, string written)
    {
        var options = Options with { ReadFile = static _ => "{level:'debug'}" };
        var current = ConfigLoader.Load(new ConfigSource("/s/moltbot.json", stored), options);

        var edit = new ConfigEditor(options, Stamp).Set(current, sent);

        edit.Error.ShouldBeNull(string.Join('\n', edit.Issues));
        edit.Raw.ShouldBe(written.Replace("META", "\"meta\": {\n    \"lastTouchedVersion\": \"1.2.3\",\n    \"lastTouchedAt\": \"2026-02-01T03:04:05.000Z\"\n  }", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_stamp_is_refused_and_not_mended() =>
        new ConfigEditor(Options, Stamp).Patch(Load("{}"), "{meta:5}").Issues.ShouldHaveSingleItem().Path.ShouldBe("meta");

    [Theory]
    [InlineData("5", "config.patch raw must be an object")]
    [InlineData("{a:", "SyntaxError: JSON5: invalid end of input at 1:4")]
    [InlineData("{bogus:1}", "invalid config")]
    public void A_bad_patch_changes_nothing(string raw, string error)
    {
        var edit = new ConfigEditor(Options, Stamp).Patch(Load("{}"), raw);

        edit.Error.ShouldBe(error);
        edit.Raw.ShouldBeNull();
    }

    [Fact]
    public void A_patch_on_a_broken_text_is_refused()
    {
        var current = ConfigLoader.Load(new ConfigSource("", "{tools:{deny:['exec']"), Options);

        new ConfigEditor(Options, Stamp).Patch(current, "{ui:{}}").Error.ShouldBe("invalid config");
    }

    [Fact]
    public void Writers_must_have_seen_the_stored_version()
    {
        var current = Load("{}");

        ConfigEditor.CheckBase(current, null).ShouldBe("config base hash required; re-run config.get and retry");
        ConfigEditor.CheckBase(current, "00").ShouldBe("config changed since last load; re-run config.get and retry");
        ConfigEditor.CheckBase(current, current.Hash).ShouldBeNull();
        ConfigEditor.CheckBase(ConfigLoader.Load(new ConfigSource("", null), Options), null).ShouldBeNull();
    }

    [Fact]
    public void Writing_alone_asks_for_no_restart()
    {
        var before = Load("{meta:{lastTouchedAt:'a'},ui:{}}").Config!;

        ReloadPlan.Between(before, Load("{meta:{lastTouchedAt:'b'},ui:{}}").Config!).ChangedPaths.ShouldBeEmpty();
        ReloadPlan.Between(before, Load("{meta:{lastTouchedAt:'b'},ui:{},gateway:{port:1}}").Config!).RestartReasons.ShouldBe(["gateway"]);
    }

    private static ConfigSnapshot Load(string raw)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("", raw), Options);
        snapshot.Issues.ShouldBeEmpty();
        return snapshot;
    }
}
