using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class ConfigLoaderTests
{
    [Fact]
    public void Nothing_stored_gives_the_defaults_and_the_hash_of_nothing()
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("/s/moltbot.json", null), new ConfigLoadOptions());

        snapshot.Exists.ShouldBeFalse();
        snapshot.Valid.ShouldBeTrue();
        snapshot.Hash.ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        snapshot.Config!.Agents.DefaultAgentId.ShouldBe("main");
        snapshot.Config.Agents.Defaults.Timeout.ShouldBe(TimeSpan.FromSeconds(600));
        snapshot.Config.Messages.AckReactionScope.ShouldBe("group-mentions");
    }

    [Fact]
    public void A_document_keeps_its_text() => Load("{ logging: {} }").Config!.Raw.ShouldBe("{ logging: {} }");

    [Fact]
    public void Files_nest_deeper_together_than_one_of_them_may()
    {
        static string Deep(string value) => string.Concat(Enumerable.Repeat("{a:", 50)) + value + new string('}', 50);
        var snapshot = ConfigLoader.Load(
            new ConfigSource("/s/moltbot.json", $"{{channels:{{lobster:{Deep("{$include:'./more.json5'}")}}}}}"), new ConfigLoadOptions { ReadFile = _ => Deep("7") });

        snapshot.Issues.ShouldBeEmpty();
        snapshot.Config!.Section(["channels", "lobster", .. Enumerable.Repeat("a", 99)]).Number("a").ShouldBe(7);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("FILE:/etc/passwd")]
    [InlineData("../../gateway-token")]
    [InlineData("a/../../../gateway-token")]
    [InlineData("~/.ssh/id_rsa")]
    public void An_avatar_is_no_path_out_of_the_workspace(string avatar) =>
        Load("{agents:{list:[{id:'main',identity:{avatar:'AVATAR'}}]}}".Replace("AVATAR", avatar, StringComparison.Ordinal)).Issues.ShouldHaveSingleItem().Path.ShouldBe("agents.list.0.identity.avatar");

    [Theory]
    [InlineData("{tools:{deny:['exec'],}", "JSON5 parse failed: SyntaxError: JSON5: invalid end of input at 1:24")]
    [InlineData("{tools:{denny:['exec']}}", "Unrecognized key: \"denny\"")]
    [InlineData("[]", "Invalid input: expected object, received array")]
    [InlineData("null", "Invalid input: expected object, received null")]
    [InlineData("{gateway:{auth:{token:'${NOT_SET}'}}}", "Missing env var \"NOT_SET\" referenced at config path: gateway.auth.token")]
    public void An_invalid_text_never_means_all_defaults(string raw, string message)
    {
        var snapshot = Load(raw);

        snapshot.Valid.ShouldBeFalse();
        snapshot.Config.ShouldBeNull();
        snapshot.Issues.ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    [Fact]
    public void Includes_come_before_variables_and_variables_before_the_schema()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/s/parts/telegram.json5"] = "{botToken: '${BOT}', allowFrom: [1], /* more */}",
            ["/s/env.json"] = "{vars:{BOT:'from-block', PORT_TEXT:'x'}}",
        };
        var snapshot = ConfigLoader.Load(
            new ConfigSource("/s/moltbot.json", "{env:{$include:'./env.json'}, channels:{telegram:{$include:['parts/telegram.json5'], allowFrom:[2]}}}"),
            new ConfigLoadOptions { ReadFile = path => files.GetValueOrDefault(path) });

        snapshot.Issues.ShouldBeEmpty();
        var telegram = snapshot.Config!.Channels.Telegram!.Account("default")!;
        telegram.BotToken.ShouldBe("from-block");
        telegram.AllowFrom.ShouldBe(["1", "2"]);
        snapshot.Environment["BOT"].ShouldBe("from-block");
    }

    [Fact]
    public void The_environment_wins_over_the_env_block()
    {
        var snapshot = ConfigLoader.Load(
            new ConfigSource("/s/moltbot.json", "{env:{TOKEN:'block'},gateway:{auth:{token:'${TOKEN}'}}}"),
            new ConfigLoadOptions { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TOKEN"] = "process" } });

        snapshot.Config!.Gateway.Auth.Token.ShouldBe("process");
        snapshot.Environment.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{$include:'./self.json'}", "Circular include detected: /s/moltbot.json -> /s/self.json -> /s/self.json")]
    [InlineData("{$include:5}", "Invalid $include value: expected string or array of strings, got number")]
    [InlineData("{$include:'./text.json',ui:{}}", "Sibling keys require included content to be an object")]
    [InlineData("{$include:'../out.json'}", "Failed to read include file: ../out.json (resolved: /out.json)")]
    public void Broken_includes_name_the_file(string raw, string message)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("/s/moltbot.json", raw), new ConfigLoadOptions
        {
            ReadFile = path => path switch { "/s/self.json" => "{$include:'./self.json'}", "/s/text.json" => "'text'", _ => null },
        });

        snapshot.Config.ShouldBeNull();
        snapshot.Issues.ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    [Fact]
    public void Old_keys_are_refused_with_their_successors()
    {
        var snapshot = Load("{telegram:{botToken:'t'}}");

        snapshot.Config.ShouldBeNull();
        snapshot.LegacyIssues.ShouldHaveSingleItem().Message.ShouldContain("channels.telegram");
    }

    [Fact]
    public void A_configured_main_key_is_warned_about_and_ignored()
    {
        var snapshot = Load("{session:{mainKey:'work'}}");

        snapshot.Warnings.ShouldHaveSingleItem().Path.ShouldBe("session.mainKey");
        snapshot.Config!.Session.MainKey.ShouldBe("main");
    }

    [Fact]
    public void Seed_forms_are_accepted_and_brought_into_the_usual_form()
    {
        var snapshot = Load("""
            {
              agents: { list: { main: { default: true }, Ops: { model: "a/b" } }, defaults: { sandbox: { mode: "all", pruneMinutes: 60 } } },
              channels: { telegram: { botToken: "1:x", dmPolicy: "closed", apiRoot: "https://tg.example.org/" }, discord: { dmPolicy: "closed" } },
              tools: { profile: { allow: ["read"], deny: ["exec"] }, groups: { "-100": { deny: ["browser"] } }, exec: { approvalMode: "once" } },
            }
            """);

        snapshot.Issues.ShouldBeEmpty();
        var config = snapshot.Config!;
        config.Agents.List.Select(static agent => agent.Id).ShouldBe(["main", "ops"]);
        config.Channels.Telegram!.Account(null)!.DmPolicy.ShouldBe("disabled");
        config.Channels.Telegram.Account(null)!.ApiRoot.ShouldBe("https://tg.example.org");
        config.Section("channels", "discord", "dm").String("policy").ShouldBe("disabled");
        config.Section("agents", "defaults", "sandbox").Int("pruneMinutes").ShouldBe(60);
    }

    [Fact]
    public void A_wrong_list_of_tools_in_a_seed_form_is_refused() =>
        Load("{tools:{profile:{alow:['read']}}}").Issues.ShouldHaveSingleItem().Path.ShouldBe("tools.profile");

    [Fact]
    public void Deep_parts_of_plugins_load_even_through_includes()
    {
        var deep = string.Concat(Enumerable.Repeat("{a:", 55)) + "1" + new string('}', 55);
        var snapshot = ConfigLoader.Load(
            new ConfigSource("/s/moltbot.json", "{channels:{matrix:{x:{$include:'a.json'}}}}"),
            new ConfigLoadOptions { ReadFile = path => path == "/s/a.json" ? $"{{b:{deep},c:{{$include:'b.json'}}}}" : $"{{d:{deep}}}" });

        snapshot.Issues.ShouldBeEmpty();
        snapshot.Config!.Section("channels", "matrix", "x", "c", "d").Exists.ShouldBeTrue();
    }

    [Fact]
    public void A_text_nested_without_end_is_refused() =>
        Load(new string('[', 5000)).Issues.ShouldHaveSingleItem().Message.ShouldContain("too many objects and lists");

    private static ConfigSnapshot Load(string raw) => ConfigLoader.Load(new ConfigSource("/s/moltbot.json", raw), new ConfigLoadOptions());
}
