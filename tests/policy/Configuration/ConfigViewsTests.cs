using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class ConfigViewsTests
{
    [Theory]
    [InlineData("channel:123", null, 0)]
    [InlineData("<@123>", null, 0)]
    [InlineData("123", null, 0)]
    [InlineData("discord:123", null, 0)]
    [InlineData("#general", null, 1)]
    [InlineData("channel:general", null, 1)]
    [InlineData("@ann", null, 1)]
    [InlineData("channel:123", "general", 1)]
    public void A_chat_of_Discord_that_nobody_would_be_told_in_is_warned_of(string to, string? thread, int warnings)
    {
        var target = new System.Text.Json.Nodes.JsonObject { ["channel"] = "Discord", ["to"] = to };
        if (thread is not null)
        {
            target["threadId"] = thread;
        }

        ConfigLoader.Load(new ConfigSource("", $"{{approvals: {{exec: {{mode: 'targets', targets: [{target.ToJsonString()}]}}}}}}"), new ConfigLoadOptions())
            .Warnings.Count(static warning => warning.Path == "approvals.exec.targets.0.to").ShouldBe(warnings);
    }

    [Fact]
    public void An_account_is_its_channel_with_its_own_keys_over_it()
    {
        var telegram = Load("""
            {channels:{telegram:{dmPolicy:"disabled",allowFrom:[7,"@bo"],textChunkLimit:1000,
              groups:{"-1":{requireMention:false,topics:{"3":{enabled:false}}}},
              accounts:{Work:{botToken:"2:y",replyToMode:"all"},off:{enabled:false,dmPolicy:"allowlist"}}}}}
            """).Channels.Telegram!;

        telegram.Accounts.Select(static account => account.Id).ShouldBe(["off", "work"]);
        var work = telegram.Account("WORK")!;
        work.DmPolicy.ShouldBe("disabled", "an account without a policy has its channel's, not the default");
        work.AllowFrom.ShouldBe(["7", "@bo"]);
        work.TextChunkLimit.ShouldBe(1000);
        work.ReplyToMode.ShouldBe("all");
        work.BotToken.ShouldBe("2:y");
        work.Groups!["-1"].RequireMention.ShouldBe(false);
        work.Groups["-1"].Topics["3"].Enabled.ShouldBe(false);
        telegram.Account("off")!.Enabled.ShouldBeFalse();
        telegram.Account("off")!.DmPolicy.ShouldBe("allowlist");
        telegram.Account("other").ShouldBeNull();
    }

    [Fact]
    public void A_piece_is_never_longer_than_Telegram_takes_and_whoever_asked_for_more_is_told()
    {
        var snapshot = ConfigLoader.Load(
            new ConfigSource("", "{channels:{telegram:{textChunkLimit:4097,accounts:{a:{},b:{textChunkLimit:90000},c:{textChunkLimit:4096}}}}}"), new ConfigLoadOptions());

        var telegram = snapshot.Config!.Channels.Telegram!;
        telegram.Accounts.Select(static account => account.TextChunkLimit).ShouldBe([4096, 4096, 4096]);
        snapshot.Warnings.Select(static warning => warning.Path).ShouldBe(["channels.telegram.textChunkLimit", "channels.telegram.accounts.b.textChunkLimit"]);
    }

    [Fact]
    public void Previews_of_links_are_off_unless_asked_for()
    {
        Load("{channels:{telegram:{}}}").Channels.Telegram!.Account("default")!.LinkPreview.ShouldBeFalse();
        Load("{channels:{telegram:{linkPreview:true}}}").Channels.Telegram!.Account("default")!.LinkPreview.ShouldBeTrue();
    }

    [Fact]
    public void An_account_that_narrows_an_open_channel_must_say_so()
    {
        var snapshot = ConfigLoader.Load(
            new ConfigSource("", "{channels:{telegram:{dmPolicy:'open',allowFrom:['*'],accounts:{a:{allowFrom:['5']}}}}}"), new ConfigLoadOptions());

        snapshot.Issues.ShouldHaveSingleItem().Path.ShouldBe("channels.telegram.accounts.a.allowFrom");
    }

    [Fact]
    public void Agents_find_their_models()
    {
        var agents = Load("""
            {agents:{defaults:{model:{primary:"fast",fallbacks:["openai/gpt-4o"]},models:{"anthropic/claude-sonnet-4-5":{alias:"fast"},"openai/gpt-4o":{}}},
              list:[{id:"Main"},{id:"ops",default:true,model:"z.ai/glm"},{id:"lone",model:{primary:"a/b",fallbacks:[]}}]}}
            """).Agents;

        agents.DefaultAgentId.ShouldBe("ops");
        agents.Ids.ShouldBe(["ops", "main", "lone"]);
        ModelSelection.ForAgent(agents, "main").Key.ShouldBe("anthropic/claude-sonnet-4-5");
        ModelSelection.ForAgent(agents, "ops").Key.ShouldBe("zai/glm");
        ModelSelection.Candidates(agents, "main").Select(static model => model.Key).ShouldBe(["anthropic/claude-sonnet-4-5", "openai/gpt-4o"]);
        ModelSelection.Candidates(agents, "lone").Select(static model => model.Key).ShouldBe(["a/b"]);
        ModelSelection.Candidates(agents, "lone", new ModelReference("x", "y")).Select(static model => model.Key).ShouldBe(["x/y", "a/b"]);
    }

    [Fact]
    public void The_allow_list_of_models_counts_only_when_there_is_one()
    {
        new ModelAllowList(Load("{}")).Allows(new ModelReference("any", "thing")).ShouldBeTrue();
        var listed = new ModelAllowList(Load("{agents:{defaults:{model:{primary:'a/b'},models:{'OpenAI/gpt-4o':{}}}}}"));
        listed.Allows(new ModelReference("openai", "gpt-4o")).ShouldBeTrue();
        listed.Allows(new ModelReference("a", "b")).ShouldBeTrue("the model an agent runs on");
        listed.Allows(new ModelReference("openai", "gpt-5")).ShouldBeFalse();
    }

    [Fact]
    public void Providers_come_with_complete_models()
    {
        var provider = Load("""
            {models:{providers:{local:{baseUrl:"http://127.0.0.1:1/v1",apiKey:"k",api:"openai-completions",headers:{"x-a":"1"},models:[{id:"m",name:"M",contextWindow:4096}]}}}}
            """).Models.Providers["local"];

        provider.ApiKey.ShouldBe("k");
        provider.Headers["x-a"].ShouldBe("1");
        var model = provider.Models.ShouldHaveSingleItem();
        (model.ContextWindow, model.MaxTokens, model.Reasoning).ShouldBe((4096, 4096, false));
        model.Input.ShouldBe(["text"]);
    }

    [Fact]
    public void The_gateway_says_how_it_is_reached()
    {
        var gateway = Load("""
            {gateway:{port:19000,bind:"lan",auth:{password:"open-sesame"},trustedProxies:["10.0.0.1"],controlUi:{root:"/ui",basePath:"chat/",allowedOrigins:["https://a"]},
              http:{endpoints:{chatCompletions:{enabled:true}}},nodes:{denyCommands:["system.run"]},reload:{mode:"hot",debounceMs:5}}}
            """).Gateway;

        (gateway.Port, gateway.Bind).ShouldBe((19000, "lan"));
        gateway.Auth.Settings.Resolve(static _ => null).Mode.ShouldBe(GatewayAuthMode.Password);
        (gateway.ControlUi.Root, gateway.ControlUi.BasePath).ShouldBe(("/ui", "/chat"));
        gateway.Http.ChatCompletions.ShouldBeTrue();
        gateway.Http.Responses.ShouldBeFalse();
        gateway.Nodes.DenyCommands.ShouldBe(["system.run"]);
        (gateway.Reload.Mode, gateway.Reload.DebounceMs).ShouldBe(("hot", 5));
        gateway.Auth.ToString().ShouldNotContain("open-sesame");
    }

    [Fact]
    public void Sessions_and_messages_keep_what_was_set()
    {
        var config = Load("""
            {session:{scope:"global",dmScope:"per-peer",identityLinks:{bo:["1","telegram:2"]},resetByType:{group:{mode:"idle",idleMinutes:5}},sendPolicy:{default:"deny",rules:[{action:"allow",match:{channel:"slack"}}]}},
              messages:{queue:{mode:"followup",cap:3,byChannel:{telegram:"steer"}},inbound:{debounceMs:100,byChannel:{telegram:7}}},
              bindings:[{agentId:"a",match:{channel:"telegram",accountId:"*",peer:{kind:"group",id:"-1"}}}]}
            """);

        config.Session.IsGlobal.ShouldBeTrue();
        config.Session.IdentityLinks["bo"].ShouldBe(["1", "telegram:2"]);
        config.Session.ResetByType["group"].IdleMinutes.ShouldBe(5);
        config.Session.SendPolicy!.Rules.ShouldHaveSingleItem().Channel.ShouldBe("slack");
        config.Messages.Queue.ByChannel["telegram"].ShouldBe("steer");
        config.Messages.Inbound.DebounceFor("telegram").ShouldBe(TimeSpan.FromMilliseconds(7));
        config.Messages.Inbound.DebounceFor("slack").ShouldBe(TimeSpan.FromMilliseconds(100));
        config.Bindings.ShouldHaveSingleItem().Peer!.Id.ShouldBe("-1");
    }

    [Fact]
    public void What_is_logged_of_a_part_holds_no_secret()
    {
        var config = Load("""
            {channels:{telegram:{botToken:"1:hush",webhookSecret:"hush"},discord:{token:"hush"}},gateway:{auth:{mode:"token",token:"hush",password:"hush"},remote:{url:"wss://r",token:"hush",password:"hush"}},
              models:{providers:{p:{baseUrl:"https://m",apiKey:"hush",api:"openai-completions",headers:{a:"hush"},models:[]}}}}
            """);

        $"{config.Channels.Telegram!.Account("default")}".ShouldBe("TelegramAccountConfig { Id = default, Enabled = True }");
        $"{config.Channels.Discord!.Account("DEFAULT")}".ShouldBe("DiscordAccountConfig { Id = default, Enabled = True }");
        $"{config.Gateway.Auth}".ShouldBe("GatewayAuthConfig { Mode = token }");
        $"{config.Gateway.Remote}".ShouldBe("GatewayRemoteConfig { Url = wss://r }");
        $"{config.Models.Providers["p"]}".ShouldBe("ModelProviderConfig { Id = p, BaseUrl = https://m, Api = openai-completions }");
        config.Channels.Discord.Account("other").ShouldBeNull();
    }

    [Theory]
    [InlineData("openai", 2.0)]
    [InlineData("OpenAI", 2.0)]
    [InlineData("other", 1.0)]
    public void A_credential_rests_for_its_providers_hours(string provider, double hours) =>
        Load("{auth:{cooldowns:{billingBackoffHours:1,billingBackoffHoursByProvider:{Openai:2}}}}").Auth.BillingBackoffHoursOf(provider).ShouldBe(hours);

    [Fact]
    public void A_stored_document_is_an_object() => Should.Throw<System.Text.Json.JsonException>(() => ConfigDocument.Restore("[]", "", 1)).Message.ShouldBe("A configuration is a JSON object.");

    private static ConfigDocument Load(string raw)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("", raw), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();
        return snapshot.Config!;
    }
}
