using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody asks, the model calls tools, and the runner that <c>up</c> started does them in a sandbox.</summary>
public sealed class ToolCallTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            document["tools"] = new JsonObject { ["sandbox"] = new JsonObject { ["tools"] = new JsonObject { ["allow"] = new JsonArray("group:fs", "group:runtime", "group:web") } } };
        });
        _system = await RunningSystem.Start(
            _rig.State, ["--runner", Programs.Runner], new Dictionary<string, string>(StringComparer.Ordinal) { ["CANARY"] = "a-secret-of-the-parent" });
        _operator = await _system.Connect("operator");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_file_is_made_and_read_back_for_somebody_on_Telegram()
    {
        SimulatedPerson ann = _rig.Bot.Person(42, "Ann", "ann");
        await Admit(ann);
        await _operator.Runner();
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "write", """{"path":"notes/list.txt","content":"milk\neggs\n"}"""),
            ModelReply.Empty.ThenToolCall("c2", "read", """{"path":"notes/list.txt"}"""),
            ModelReply.Text("You have milk and eggs on it."));

        ann.Says("make me a shopping list and read it to me");
        await _rig.Bot.WhenSent(2);

        _rig.Bot.Sent[1].Text.ShouldBe("You have milk and eggs on it.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldStartWith("wrote 10 bytes");
        _rig.Model.Requests[2].ResultOf("c2").ShouldContain("milk\neggs\n");
        Directory.GetFiles(Sandboxes, "list.txt", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_call_whose_runner_is_killed_is_told_to_be_unknown_and_never_made_again()
    {
        string device = await _operator.Runner();
        int killed = _system.RunnerId();
        File.ReadAllText($"/proc/{killed}/environ").ShouldNotContain("a-secret-of-the-parent");
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"echo begun >> begun; sleep 600"}"""),
            ModelReply.Text("I do not know whether it worked."));

        (await _operator.Say("do it", "run-1")).Require();
        await Waits.Until(() => Begun().Length > 0, "the command to begin");
        await _system.KillRunner(_operator);

        ChatClient.TextOf(await _operator.ChatEnd("run-1")).ShouldBe("I do not know whether it worked.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldContain("unknown");

        (await _operator.Runner()).ShouldBe(device);
        _system.RunnerId().ShouldNotBe(killed);
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c2", "read", """{"path":"begun"}"""), ModelReply.Text("It began once."));
        (await _operator.Ask("look", "run-2")).ShouldBe("It began once.");
        _rig.Model.Requests[3].ResultOf("c2").ShouldContain("begun");
        Begun().ShouldBe(["begun"]);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task The_runner_ends_with_a_parent_that_is_killed()
    {
        await _operator.Runner();
        int runner = _system.RunnerId();

        await _system.Kill();

        await Waits.Until(() => !Directory.Exists($"/proc/{runner}"), "the runner to end");
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_runner_that_an_operator_revoked_is_not_let_in_again()
    {
        string device = await _operator.Runner();

        await _operator.CallAsync("device.token.revoke", new JsonObject { ["deviceId"] = device, ["role"] = "node" });

        await _system.Program.Output.Line("that it is not started", static line => line.Contains("revoked by an operator", StringComparison.Ordinal), Waits.Limit);
        (await _operator.Nodes()).ShouldNotContain(static node => node.GetProperty("connected").GetBoolean());
    }

    /// <summary>S1, S2: a service of this machine is reached by no spelling of its address.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    [InlineData("http://127.0.0.1:{0}/v1/models")]
    [InlineData("http://localhost:{0}/v1/models")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://fake:secret@example.com/")]
    public async Task No_page_of_the_inside_is_had(string address)
    {
        await _operator.Runner();
        using var inner = new TcpListener(IPAddress.Loopback, 0);
        inner.Start();
        string url = address.Replace("{0}", ((IPEndPoint)inner.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "web_fetch", $$"""{"url":"{{url}}","allowPrivate":true}"""), ModelReply.Text("I cannot."));

        (await _operator.Ask("look", "run-1")).ShouldBe("I cannot.");

        _rig.Model.Requests[0].Body.GetProperty("tools").ToString().ShouldContain("web_fetch");
        _rig.Model.Requests[1].ResultOf("c1").ShouldStartWith("This did not run: the page was not asked for: ");
        inner.Pending().ShouldBeFalse();
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private string Sandboxes => Path.Combine(_rig.State.Path, "runner", "sandboxes");

    private string[] Begun() => Directory.Exists(Sandboxes)
        ? [.. Directory.GetFiles(Sandboxes, "begun", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)]
        : [];

    private async Task Admit(SimulatedPerson person)
    {
        await _rig.Bot.WhenConfirmed(person.Says("let me in"));
        await _rig.Bot.WhenSent(1);
        var accounts = (await _operator.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        string code = accounts.SelectMany(static account => account.GetProperty("pending").EnumerateArray()).Single().GetProperty("code").GetString()!;
        await _operator.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
    }
}
