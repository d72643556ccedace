using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class TenantRestrictionTests
{
    [Theory]
    [InlineData("{$include:'/etc/passwd'}", "$include")]
    [InlineData("{agents:{defaults:{$include:'/etc/x'}}}", "agents.defaults.$include")]
    [InlineData("{env:{A:'b'}}", "env")]
    [InlineData("{env:{shellEnv:{enabled:true}}}", "env")]
    [InlineData("{gateway:{auth:{token:'${HOME}'}}}", "gateway.auth.token")]
    [InlineData("{messages:{responsePrefix:'$${A} ${B}'}}", "messages.responsePrefix")]
    [InlineData("{agents:{defaults:{cliBackends:{x:{command:'sh'}}}}}", "agents.defaults.cliBackends")]
    [InlineData("{models:{providers:{x:{baseUrl:'http://127.0.0.1:11434',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{models:{providers:{x:{baseUrl:'http://169.254.169.254/latest',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{models:{providers:{x:{baseUrl:'http://[::ffff:10.0.0.1]/',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{models:{providers:{x:{baseUrl:'http://2130706433/',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{models:{providers:{x:{baseUrl:'http://db.default.svc/',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{models:{providers:{x:{baseUrl:'file:///etc/passwd',models:[]}}}}", "models.providers.x.baseUrl")]
    [InlineData("{channels:{telegram:{apiRoot:'http://localhost:8081'}}}", "channels.telegram.apiRoot")]
    [InlineData("{channels:{telegram:{proxy:'http://10.0.0.1:3128'}}}", "channels.telegram.proxy")]
    [InlineData("{channels:{telegram:{tokenFile:'/etc/passwd'}}}", "channels.telegram.tokenFile")]
    [InlineData("{channels:{telegram:{tokenFile:'/proc/self/environ',botToken:'1:x'}}}", "channels.telegram.tokenFile")]
    [InlineData("{channels:{telegram:{accounts:{second:{tokenFile:'../gateway-token'}}}}}", "channels.telegram.accounts.second.tokenFile")]
    [InlineData("{channels:{googlechat:{serviceAccountFile:'~/.config/key.json'}}}", "channels.googlechat.serviceAccountFile")]
    [InlineData("{channels:{signal:{cliPath:'/bin/sh'}}}", "channels.signal.cliPath")]
    [InlineData("{gateway:{tls:{enabled:true,keyPath:'/etc/ssl/private/key.pem'}}}", "gateway.tls.keyPath")]
    [InlineData("{gateway:{controlUi:{root:'/'}}}", "gateway.controlUi.root")]
    [InlineData("{logging:{file:'/etc/cron.d/x'}}", "logging.file")]
    [InlineData("{session:{store:'/etc/x'}}", "session.store")]
    [InlineData("{plugins:{load:{paths:['/tmp']}}}", "plugins.load.paths")]
    [InlineData("{browser:{executablePath:'/bin/sh'}}", "browser.executablePath")]
    [InlineData("{hooks:{transformsDir:'/tmp'}}", "hooks.transformsDir")]
    [InlineData("{agents:{defaults:{workspace:'/etc'}}}", "agents.defaults.workspace")]
    [InlineData("{agents:{list:[{id:'main',workspace:'/etc'}]}}", "agents.list.0.workspace")]
    [InlineData("{agents:{list:{main:{workspace:'/etc'}}}}", "agents.list.main.workspace")]
    [InlineData("{agents:{list:[{id:'main',memorySearch:{store:{path:'/etc/x'}}}]}}", "agents.list.0.memorySearch.store.path")]
    [InlineData("{agents:{defaults:{sandbox:{docker:{binds:['/:/host']}}}}}", "agents.defaults.sandbox.docker.binds")]
    [InlineData("{tools:{media:{models:[{type:'cli',command:'sh'}]}}}", "tools.media.models.0.command")]
    [InlineData("{tools:{links:{models:[{command:'sh'}]}}}", "tools.links.models.0.command")]
    [InlineData("{audio:{transcription:{command:['sh']}}}", "audio.transcription.command")]
    [InlineData("{hooks:{mappings:[{transform:{module:'/tmp/x.js'}}]}}", "hooks.mappings.0.transform.module")]
    [InlineData("{channels:{myplugin:{accounts:{a:{credentialsFile:'/etc/x'}}}}}", "channels.myplugin.accounts.a.credentialsFile")]
    [InlineData("{plugins:{entries:{x:{config:{dataDir:'/etc'}}}}}", "plugins.entries.x.config.dataDir")]
    public void A_tenant_does_not_reach_the_host(string raw, string path)
    {
        var read = new List<string>();
        var snapshot = Load(raw, new TenantRestrictions(), file => { read.Add(file); return "{}"; });

        snapshot.Config.ShouldBeNull();
        snapshot.Issues.Select(static issue => issue.Path).ShouldContain(path);
        read.ShouldBeEmpty("nothing of the host is read before the check");
    }

    /// <summary>Spellings of inner addresses that a reader of addresses takes for them (S1).</summary>
    [Theory]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://100.100.100.200/latest/meta-data")]
    [InlineData("http://169.254.169.254./")]
    [InlineData("http://2852039166/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::169.254.169.254]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://\u0031\u0032\u0037.0.0.1/")]
    [InlineData("http://\uff11\uff12\uff17.0.0.1/")]
    [InlineData("http://\u2460\u2461\u2466.0.0.1/")]
    [InlineData("http://127\u30020\u30020\u30021/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://loc\u0430lhost/")]
    [InlineData("http://a.localhost/")]
    [InlineData("http://metadata.google.internal./")]
    [InlineData("http://user:pw@127.0.0.1/")]
    [InlineData("http://api.example.com@127.0.0.1/")]
    [InlineData("http://127.0.0.1#@api.example.com/")]
    [InlineData("http://127.0.0.1\\\\@api.example.com/")]
    [InlineData(" http://127.0.0.1/ ")]
    [InlineData("gopher://127.0.0.1:70/")]
    [InlineData("//127.0.0.1/")]
    public void No_spelling_of_an_inner_address_is_a_tenants(string address)
    {
        Load("{models:{providers:{x:{baseUrl:'ADDRESS',models:[]}}}}".Replace("ADDRESS", address, StringComparison.Ordinal), new TenantRestrictions())
            .Issues.Select(static issue => issue.Path).ShouldContain("models.providers.x.baseUrl");
        Load("{channels:{telegram:{apiRoot:'ADDRESS'}}}".Replace("ADDRESS", address, StringComparison.Ordinal), new TenantRestrictions())
            .Issues.Select(static issue => issue.Path).ShouldContain("channels.telegram.apiRoot");
    }

    [Fact]
    public void The_operator_may_allow_private_addresses() =>
        Load("{models:{providers:{x:{baseUrl:'http://10.1.2.3/v1',models:[]}}}}", new TenantRestrictions { AllowPrivateAddresses = true }).Valid.ShouldBeTrue();

    [Fact]
    public void What_only_sounds_like_the_host_is_a_tenants() =>
        Load(
            "{agents:{defaults:{models:{'x/y':{params:{store:false}}}}},channels:{telegram:{webhookPath:'/tg',customCommands:[{command:'hi',description:'x'}]},myplugin:{profile:'a',webhookPath:'/x'}},hooks:{path:'/hooks'},gateway:{controlUi:{basePath:'/ui'}},"
                + "models:{providers:{x:{baseUrl:'https://api.example.com/v1',headers:{'X-Path':'/v1'},models:[]}}}}",
            new TenantRestrictions()).Issues.ShouldBeEmpty();

    [Fact]
    public void Public_addresses_and_kept_dollars_are_fine()
    {
        var snapshot = Load("{models:{providers:{x:{baseUrl:'https://api.example.com/v1',models:[]}}},messages:{responsePrefix:'$${A} $5'}}", new TenantRestrictions());

        snapshot.Issues.ShouldBeEmpty();
        snapshot.Config!.Messages.ResponsePrefix.ShouldBe("${A} $5");
    }

    [Fact]
    public void The_only_tenant_is_the_operator() =>
        Load("{models:{providers:{x:{baseUrl:'http://127.0.0.1:1',models:[]}}},env:{A:'b'}}", null).Valid.ShouldBeTrue();

    [Theory]
    [InlineData("{gateway:{auth:{token:'a-long-secret-of-my-own-choice'}}}", "gateway.auth.token")]
    [InlineData("{gateway:{auth:{token:'mbt_acme_short'}}}", "gateway.auth.token")]
    [InlineData("{gateway:{auth:{token:'mbt_other_a-long-secret-of-my-own-choice'}}}", "gateway.auth.token")]
    [InlineData("{gateway:{auth:{password:'a-long-secret-of-my-own-choice'}}}", "gateway.auth.password")]
    [InlineData("{gateway:{auth:{mode:'password'}}}", "gateway.auth.mode")]
    public void A_tenant_that_is_found_by_its_token_does_not_lock_itself_out(string raw, string path) =>
        Load(raw, new TenantRestrictions { TokenPrefix = "mbt_acme_" }).Issues.Select(static issue => issue.Path).ShouldBe([path]);

    [Fact]
    public void A_tenant_may_have_a_token_of_its_own_that_names_it() =>
        Load("{gateway:{auth:{mode:'token',token:'mbt_acme_a-long-secret-of-my-own-choice'}}}", new TenantRestrictions { TokenPrefix = "mbt_acme_" })
            .Valid.ShouldBeTrue();

    [Theory]
    [InlineData(60, 4, 0, null)]
    [InlineData(60, 5, 0, "65 channel accounts; a tenant has at most 64")]
    [InlineData(64, 0, 0, null)]
    [InlineData(63, 0, 1, null)]
    [InlineData(64, 0, 1, "65 channel accounts; a tenant has at most 64")]
    public void A_tenants_accounts_are_counted_over_all_channels(int telegram, int discord, int plugins, string? problem)
    {
        string raw = $$"""
            { channels: { defaults: { groupPolicy: "open" }, {{Channel("telegram", telegram)}} {{Channel("discord", discord)}}
              {{string.Concat(Enumerable.Range(0, plugins).Select(static i => $"plugin{i}: {{ }}, "))}} } }
            """;

        ConfigSnapshot snapshot = Load(raw, new TenantRestrictions());

        snapshot.Issues.ShouldBe(problem is null ? [] : [new ConfigIssue("channels", problem)]);
        Load(raw, new TenantRestrictions { ChannelAccounts = 65 }).Issues.ShouldBeEmpty();
        Load(raw, null).Issues.ShouldBeEmpty("the operator's own document is not counted");

        static string Channel(string id, int accounts) => accounts == 0
            ? ""
            : $"{id}: {{ accounts: {{ {string.Concat(Enumerable.Range(0, accounts).Select(static i => $"a{i}: {{ }}, "))} }} }},";
    }

    [Theory]
    [InlineData("{channels:[]}")]
    [InlineData("{channels:{telegram:7}}")]
    [InlineData("{channels:{telegram:{accounts:[]}}}")]
    public void What_is_no_list_of_accounts_is_the_schemas_to_refuse(string raw) =>
        Load(raw, new TenantRestrictions()).Issues.ShouldNotContain(static issue => issue.Message.Contains("channel accounts", StringComparison.Ordinal));

    private static ConfigSnapshot Load(string raw, TenantRestrictions? tenant, Func<string, string?>? readFile = null) =>
        ConfigLoader.Load(new ConfigSource("tenant:t", raw), new ConfigLoadOptions { Tenant = tenant, ReadFile = readFile ?? (static _ => null) });
}
