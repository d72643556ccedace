using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.System.Tests.Tools;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A model that does what a stranger told it attacks the machine that its tools run on (E1, E14, X1, X3, X4).</summary>
public sealed class ToolAttackTests(AttackedTools attacked) : IClassFixture<AttackedTools>
{
    private const string NoSandboxes = "bubblewrap is not installed (Debian: apt-get install bubblewrap)";

    private const string Planted = "planted-by-a-model-0123456789abcdef";

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    /// <summary>E1: no spelling of an option makes a program that is safe by itself run or write something else.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("sort --compress-program=./taken list")]
    [InlineData("sort --compress-prog=./taken list")]
    [InlineData("sort --compr ./taken list")]
    [InlineData("sort -S 1b --comp=./taken list")]
    [InlineData("sort --output=taken list")]
    [InlineData("sort --outp=taken list")]
    [InlineData("sort -otaken list")]
    [InlineData("sort -ro taken list")]
    [InlineData("sort list -- --output=taken")]
    [InlineData("sort --files0-from=/workspace/list")]
    [InlineData("sort -T /workspace list; touch taken")]
    [InlineData("sort list > taken")]
    [InlineData("./sort list")]
    [InlineData("PATH=/workspace:$PATH sort list")]
    public async Task What_a_list_allows_takes_no_option_that_does_more(string command)
    {
        await attacked.Write("list", "b\na\n", AttackedTools.Careful);
        await attacked.Write("sort", "#!/bin/sh\ntouch taken\n", AttackedTools.Careful);

        string told = await attacked.Call("exec", new JsonObject { ["command"] = command }, AttackedTools.Careful);

        told.ShouldContain("exec denied");
        Directory.GetFiles(attacked.Sandboxes, "taken*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.GetFiles(attacked.Sandboxes, "list", SearchOption.AllDirectories).ShouldHaveSingleItem("its session's sandbox is the one that is looked at");
    }

    /// <summary>E14: a job, a program over HTTP and a chat meet the same decision.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("reader", "exec", """{"command":"touch regained"}""")]
    [InlineData("reader", "write", """{"path":"regained","content":"x"}""")]
    [InlineData("careful", "exec", """{"command":"touch regained"}""")]
    public async Task What_an_agent_may_not_do_it_regains_by_no_other_way_in(string agent, string tool, string arguments)
    {
        Func<string, Task>[] ways =
        [
            async run => (await attacked.Operator.Ask("go on", run, $"agent:{agent}:main")).ShouldBe("done"),
            run => RunAsJob(agent, run),
            run => RunOverHttp(agent),
        ];
        foreach (Func<string, Task> way in ways)
        {
            string told = await attacked.Call(tool, (JsonObject)JsonNode.Parse(arguments)!, way);

            told.ShouldContain(agent == "reader" ? "tool policy" : "exec denied");
        }

        await attacked.Shell("true");
        Directory.GetFiles(attacked.Sandboxes, "regained", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <summary>X1: whatever a call says of where it runs, it runs in the sandbox of its session, where nothing of the host is.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("""{}""")]
    [InlineData("""{"host":"gateway","security":"full","ask":"off"}""")]
    [InlineData("""{"host":"node","node":"any"}""")]
    [InlineData("""{"elevated":true}""")]
    [InlineData("""{"sandbox":"off","sandboxed":false,"sandboxKey":"agent:other:main"}""")]
    [InlineData("""{"binds":["/:/host:rw"],"docker":{"binds":["/:/host:rw"],"network":"host","capAdd":["ALL"]}}""")]
    [InlineData("""{"context":{"sandboxed":false,"network":true},"execSteps":[]}""")]
    [InlineData("""{"workdir":"/../../.."}""")]
    [InlineData("""{"cwd":"--bind / /host"}""")]
    [InlineData("""{"env":{"LD_PRELOAD":"/workspace/x.so","BASH_ENV":"/workspace/x"}}""")]
    public async Task No_argument_of_a_call_opens_the_host(string more)
    {
        var call = (JsonObject)JsonNode.Parse(more)!;
        call["command"] = $"""
            for each in {attacked.StatePath} /host /root /home /etc/shadow /var/run; do [ -e "$each" ] && echo "there: $each"; done
            cat {attacked.StatePath}/gateway-token {attacked.StatePath}/master.key /proc/*/root{attacked.StatePath}/gateway-token 2>/dev/null
            [ -n "$LD_PRELOAD$BASH_ENV" ] && echo "there: a variable"
            id -u; echo end
            """;

        string told = await attacked.Call("exec", call);

        told.ShouldNotContain("there:");
        told.ShouldNotContain(attacked.Token);
        if (told.Contains("end", StringComparison.Ordinal))
        {
            told.Split('\n').ShouldNotContain("0", "nobody is root there");
        }
        else
        {
            more.ShouldNotBe("{}", "a call that says nothing of it runs: " + told);
        }
    }

    /// <summary>X3: nobody is reached from there, neither the gateway that everybody on the machine reaches nor what the machine reaches.</summary>
    [Fact(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    public async Task Nothing_that_listens_on_the_host_is_reached()
    {
        string ports = string.Join(' ', new[] { attacked.System.Url.Port, attacked.ModelPort }.Select(static port => port.ToString(CultureInfo.InvariantCulture)));

        string told = await attacked.Shell($"""
            bash -c 'for port in {ports}; do for host in 127.0.0.1 ::1 localhost 169.254.169.254; do (exec 3<>/dev/tcp/$host/$port) 2>/dev/null && echo "reached $host $port"; done; done'
            tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; tail -n +2 /proc/net/route; echo end
            """);

        told.ShouldContain("lo\nend");
        told.ShouldNotContain("reached");
    }

    /// <summary>X3: what lies in the workspace under the name of a program is not what the next call is made with.</summary>
    [Fact(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    public async Task A_program_that_was_planted_is_found_by_no_later_call()
    {
        await attacked.Shell("""
            mkdir -p planted; cd planted
            for each in sh bash cat head tail ls stat mv mkdir mktemp realpath sha256sum prlimit bwrap env setpriv id; do printf '#!/bin/sh\ntouch /workspace/ran\n' >$each; chmod +x $each; cp $each ..; done
            for each in .profile .bashrc .bash_profile .env; do printf 'PATH=/workspace/planted:$PATH; export PATH; touch /workspace/ran\n' >../$each; done
            """);
        await attacked.Write("plain", "as it was\n");

        (await attacked.Call("read", new JsonObject { ["path"] = "plain" })).ShouldContain("as it was");
        (await attacked.Call("edit", new JsonObject { ["path"] = "plain", ["oldText"] = "was", ["newText"] = "is" })).ShouldNotContain("error");
        (await attacked.Shell("ls >/dev/null; id -u >/dev/null; echo $PATH; cat plain")).ShouldSatisfyAllConditions(
            told => told.ShouldContain("as it is"), told => told.ShouldNotContain("/workspace/planted"));

        Directory.GetFiles(attacked.Sandboxes, "ran", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.GetFiles(attacked.Sandboxes, "bwrap", SearchOption.AllDirectories).Length.ShouldBe(2, "they were planted");
    }

    /// <summary>X4: files by which programs are configured, in the folder that somebody starts the system from, configure nothing of it.</summary>
    [Fact(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    public async Task What_is_written_into_a_workspace_sets_nothing_of_the_host()
    {
        string variables = string.Join('\n', new[]
        {
            "MOLTBOT_GATEWAY_TOKEN", "OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN", "MOLTBOT_OPERATOR_TOKEN", "MOLTBOT_STATE_DIR", "MOLTBOT_CONFIG_PATH",
            "MOLTBOT_HOST_Logging__LogLevel__Default", "LD_PRELOAD", "DOTNET_STARTUP_HOOKS", "NODE_OPTIONS",
        }.Select(static name => $"{name}={Planted}")) + "\n";
        string document = $$"""{ "gateway": { "auth": { "token": "{{Planted}}" } }, "messages": { "responsePrefix": "{{Planted}}" }, "tools": { "exec": { "security": "full" } } }""";
        foreach (string path in (string[])[".env", ".env.local", ".moltbot/.env", "state/.env"])
        {
            await attacked.Write(path, variables);
        }

        foreach (string path in (string[])["moltbot.json", "openclaw.json", ".moltbot/moltbot.json", ".clawdbot/clawdbot.json", "state/moltbot.json"])
        {
            await attacked.Write(path, document);
        }

        await attacked.Write("appsettings.json", """{ "Kestrel": { "Endpoints": { "Planted": { "Url": "http://0.0.0.0:0" } } }, "Logging": { "LogLevel": { "Default": "Trace" } } }""");
        string workspace = Path.GetDirectoryName(Directory.GetFiles(attacked.Sandboxes, "appsettings.json", SearchOption.AllDirectories).ShouldHaveSingleItem())!;

        await attacked.RestartIn(workspace);

        attacked.System.Program.Output.Text.ShouldSatisfyAllConditions(text => text.ShouldNotContain(Planted), text => text.ShouldNotContain("trce:"), text => text.ShouldNotContain("0.0.0.0"));
        File.ReadAllText($"/proc/{attacked.System.Program.Id}/environ").ShouldNotContain(Planted);
        (await attacked.Operator.CallAsync("config.get")).GetRawText().ShouldNotContain(Planted);
        await Should.ThrowAsync<Exception>(() => attacked.System.Connect("planted", new ConnectOptions { Token = Planted }));
        (await attacked.Shell("env")).ShouldNotContain(Planted);
        File.ReadAllText(Path.Combine(workspace, ".env")).ShouldContain(Planted, customMessage: "it was written");
    }

    private async Task RunAsJob(string agent, string run)
    {
        string job = (await attacked.Operator.CallAsync("cron.add", new JsonObject
        {
            ["name"] = run,
            ["agentId"] = agent,
            ["sessionTarget"] = "isolated",
            ["wakeMode"] = "now",
            ["schedule"] = new JsonObject { ["kind"] = "every", ["everyMs"] = 86_400_000 },
            ["payload"] = new JsonObject { ["kind"] = "agentTurn", ["message"] = "go on" },
        })).GetProperty("id").GetString()!;
        await attacked.Operator.CallAsync("cron.run", new JsonObject { ["id"] = job, ["mode"] = "force" });
        await attacked.Operator.EventAsync(
            "cron", told => told.GetProperty("jobId").GetString() == job && told.GetProperty("action").GetString() == "finished");
    }

    private async Task RunOverHttp(string agent)
    {
        using var http = new HttpClient { BaseAddress = attacked.System.Http };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", attacked.Token);
        using HttpResponseMessage answer = await http.PostAsync(
            "v1/chat/completions", new StringContent($$"""{"model":"openclaw:{{agent}}","messages":[{"role":"user","content":"go on"}]}"""));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("done");
    }
}
