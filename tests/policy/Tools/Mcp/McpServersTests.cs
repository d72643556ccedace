using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Reload;
using Moltbot.Policy.Configuration.Writing;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Policy.Tests.Tools.Mcp;

/// <summary>What a configuration may say of servers of tools, what is read of it, and what of it is shown.</summary>
public sealed class McpServersTests
{
    private const string Both = """
        { mcp: { servers: {
          git: { command: "git-mcp", args: ["--stdio", "a b"], env: { GIT_TOKEN: "s3cret-1" }, timeoutMs: 1000 },
          far: { url: "https://mcp.example/mcp", headers: { Authorization: "Bearer s3cret-2" } },
          off: { enabled: false, command: "x" },
        } } }
        """;

    [Fact]
    public void They_are_read_in_order_and_those_switched_off_are_none()
    {
        IReadOnlyList<McpServer> servers = McpServers.Of(Load(Both).Config!);

        servers.Select(static each => (each.Name, each.Command, each.Url, each.TimeoutMs)).ShouldBe([("git", "git-mcp", null, 1000), ("far", null, "https://mcp.example/mcp", 60_000)]);
        servers[0].Args.ShouldBe(["--stdio", "a b"]);
        servers[0].Env.ShouldBe([KeyValuePair.Create("GIT_TOKEN", "s3cret-1")]);
        servers[1].Headers.ShouldBe([KeyValuePair.Create("Authorization", "Bearer s3cret-2")]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ mcp: {} }")]
    [InlineData("{ mcp: { servers: {} } }")]
    public void Where_none_is_named_there_is_none(string document) => McpServers.Of(Load(document).Config!).ShouldBeEmpty();

    [Theory]
    [InlineData("{ servers: { a: {} } }", "mcp.servers.a", "a server has a command or a url, one of them")]
    [InlineData("{ servers: { a: { command: 'x', url: 'https://a.example' } } }", "mcp.servers.a", "a server has a command or a url, one of them")]
    [InlineData("{ servers: { a: { command: 'x', headers: {} } } }", "mcp.servers.a.headers", "headers goes with url alone")]
    [InlineData("{ servers: { a: { url: 'https://a.example', env: {} } } }", "mcp.servers.a.env", "env goes with command alone")]
    [InlineData("{ servers: { a: { url: 'https://a.example', args: [] } } }", "mcp.servers.a.args", "args goes with command alone")]
    [InlineData("{ servers: { a: { url: 'http://a.example', headers: { X: 'y' } } } }", "mcp.servers.a.url", "has to be https:// where headers are sent")]
    [InlineData("{ servers: { a: { command: 'x', shell: true } } }", "mcp.servers.a", "Unrecognized key: \"shell\"")]
    [InlineData("{ server: {} }", "mcp", "Unrecognized key: \"server\"")]
    [InlineData("{ servers: { a_b: { command: 'x' } } }", "mcp.servers.a_b", McpNames.ServerForm)]
    [InlineData("{ servers: { A: { command: 'x' } } }", "mcp.servers.A", McpNames.ServerForm)]
    [InlineData("{ servers: { 'aaaaaaaaaaaaaaaaaaaaaaaaa': { command: 'x' } } }", "mcp.servers.aaaaaaaaaaaaaaaaaaaaaaaaa", McpNames.ServerForm)]
    [InlineData("{ servers: { a: { command: './server' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: 'bin/server' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/workspace/server' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '//workspace/server' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/usr/../workspace/server' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/./workspace/x' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/agent/x' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/tmp/x' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '/' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: ' x' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: '--ro-bind' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: 'x\\ny' } } }", "mcp.servers.a.command", "expected a program of the sandbox, by its name or its absolute path, which is none that sessions write to (/workspace, /agent, /tmp); its arguments stand in args")]
    [InlineData("{ servers: { a: { command: 'x', args: ['\\u0000'] } } }", "mcp.servers.a.args.0", "holds NUL or half a character, which no program can be told")]
    [InlineData("{ servers: { a: { command: 'x', env: { LD_PRELOAD: 'y' } } } }", "mcp.servers.a.env.LD_PRELOAD", "a variable's name is of letters, digits and underscores, begins with no digit, and is none that decides what runs (PATH, ENV, IFS, LD_*, BASH_*)")]
    [InlineData("{ servers: { a: { command: 'x', env: { PATH: '/workspace' } } } }", "mcp.servers.a.env.PATH", "a variable's name is of letters, digits and underscores, begins with no digit, and is none that decides what runs (PATH, ENV, IFS, LD_*, BASH_*)")]
    [InlineData("{ servers: { a: { command: 'x', env: { 'A=B': 'y' } } } }", "mcp.servers.a.env.A=B", "a variable's name is of letters, digits and underscores, begins with no digit, and is none that decides what runs (PATH, ENV, IFS, LD_*, BASH_*)")]
    [InlineData("{ servers: { a: { command: 'x', env: { A: '\\u0000' } } } }", "mcp.servers.a.env.A", "holds NUL or half a character, which no program can be told")]
    [InlineData("{ servers: { a: { url: 'ftp://a.example' } } }", "mcp.servers.a.url", "expected an http:// or https:// address of the open internet, without credentials in it")]
    [InlineData("{ servers: { a: { url: 'https://u:p@a.example' } } }", "mcp.servers.a.url", "expected an http:// or https:// address of the open internet, without credentials in it")]
    [InlineData("{ servers: { a: { url: 'http://169.254.169.254/' } } }", "mcp.servers.a.url", "expected an http:// or https:// address of the open internet, without credentials in it")]
    [InlineData("{ servers: { a: { url: 'http://localhost:1/' } } }", "mcp.servers.a.url", "expected an http:// or https:// address of the open internet, without credentials in it")]
    [InlineData("{ servers: { a: { url: 'https://a.example', headers: { host: 'b' } } } }", "mcp.servers.a.headers.host", "a header's name is one word, and none that the connection itself uses (Host, Content-*, Mcp-*, …)")]
    [InlineData("{ servers: { a: { url: 'https://a.example', headers: { 'mcp-session-id': 'b' } } } }", "mcp.servers.a.headers.mcp-session-id", "a header's name is one word, and none that the connection itself uses (Host, Content-*, Mcp-*, …)")]
    [InlineData("{ servers: { a: { url: 'https://a.example', headers: { 'X Y': 'b' } } } }", "mcp.servers.a.headers.X Y", "a header's name is one word, and none that the connection itself uses (Host, Content-*, Mcp-*, …)")]
    [InlineData("{ servers: { a: { url: 'https://a.example', headers: { X: 'b\\r\\nHost: c' } } } }", "mcp.servers.a.headers.X", "a header's value is one line of ASCII")]
    [InlineData("{ servers: { a: { command: 'x', timeoutMs: 999 } } }", "mcp.servers.a.timeoutMs", "Too small: expected number to be >=1000")]
    [InlineData("{ servers: { a: { command: 'x', timeoutMs: 600001 } } }", "mcp.servers.a.timeoutMs", "Too big: expected number to be <=600000")]
    public void What_it_may_not_be_is_refused_in_words(string mcp, string path, string message) =>
        Load($"{{ mcp: {mcp} }}").Issues.ShouldContain(new ConfigIssue(path, message));

    [Fact]
    public void There_are_only_so_many()
    {
        string servers = string.Join(", ", Enumerable.Range(0, McpServers.Most + 1).Select(static number => $"s{number}: {{ command: 'x' }}"));

        Load($"{{ mcp: {{ servers: {{ {servers} }} }} }}").Issues.ShouldBe([new ConfigIssue("mcp.servers", "17 servers; at most 16")]);
    }

    /// <summary>K1, A16: what a server is given stands nowhere where the configuration is shown, and may be a variable's name.</summary>
    [Fact]
    public void What_it_is_given_is_not_shown()
    {
        var shown = MaskedSnapshot.Of(Load(Both));

        foreach (string text in new[] { shown.Raw!, shown.Config!.ToJsonString(), shown.Parsed!.ToJsonString() })
        {
            text.ShouldNotContain("s3cret");
            text.ShouldContain("git-mcp");
        }

        var loaded = ConfigLoader.Load(new ConfigSource("test.json", "{ mcp: { servers: { a: { command: 'x', env: { T: '${GIT_TOKEN}' } } } } }"), new ConfigLoadOptions { Environment = new Dictionary<string, string> { ["GIT_TOKEN"] = "s3cret-3" } });
        McpServers.Of(loaded.Config!).Single().Env["T"].ShouldBe("s3cret-3");
        MaskedSnapshot.Of(loaded).Config!.ToJsonString().ShouldNotContain("s3cret");
    }

    /// <summary>A tenant of a cluster names programs of its sandboxes, and no variable of the process.</summary>
    [Theory]
    [InlineData("{ mcp: { servers: { a: { command: '/usr/bin/git-mcp', env: { T: 'x' } } } } }", null)]
    [InlineData("{ mcp: { servers: { a: { command: 'x', env: { T: '${HOME}' } } } } }", "mcp.servers.a.env.T")]
    [InlineData("{ mcp: { servers: { a: { url: 'http://10.0.0.1/' } } } }", "mcp.servers.a.url")]
    public void A_tenants_server_is_the_tenants(string document, string? refused) => ConfigLoader
        .Load(new ConfigSource("test.json", document), new ConfigLoadOptions { Tenant = new TenantRestrictions() }).Issues.Select(static issue => issue.Path).Distinct(StringComparer.Ordinal)
        .ShouldBe(refused is null ? [] : [refused]);

    [Fact]
    public void A_change_restarts_nothing() => ReloadPlan.Between(Load("{}").Config!, Load(Both).Config!).ShouldSatisfyAllConditions(
        static plan => plan.RestartGateway.ShouldBeFalse(), static plan => plan.NoopPaths.ShouldBe(["mcp"]));

    [Theory]
    [InlineData("a", "b", "mcp_a_b")]
    [InlineData("a", "B c.d/e", "mcp_a_b_c_d_e")]
    [InlineData("a-b", "c_d-e", "mcp_a-b_c_d-e")]
    [InlineData("a", "exec", "mcp_a_exec")]
    [InlineData("a", "ñ", null)]
    [InlineData("a", "", null)]
    [InlineData("a", "__", null)]
    [InlineData("a", "123456789012345678901234567890123456789012345678901234567x", "mcp_a_123456789012345678901234567890123456789012345678901234567x")]
    [InlineData("a", "123456789012345678901234567890123456789012345678901234567xy", null)]
    public void A_tool_has_one_name_or_none(string server, string tool, string? name) => McpNames.Of(server, tool).ShouldBe(name);

    private static ConfigSnapshot Load(string text) => ConfigLoader.Load(new ConfigSource("test.json", text), new ConfigLoadOptions());
}
