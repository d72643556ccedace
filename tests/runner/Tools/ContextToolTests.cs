using System.Text;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>The files of a workspace that prompts tell of: a few names, whatever lies there; attacks F1, F2 and X4.</summary>
public sealed class ContextToolTests
{
    private const string Secret = "moltbot-canary-7c21";
    private static readonly string[] None = [];

    [Fact]
    public async Task What_is_there_is_told_and_what_is_not_is_not()
    {
        using Bench bench = new();
        Write(bench, "AGENTS.md", "\ufeffBe kind.\r\nGrüße 😀\n");
        Write(bench, "SOUL.md", "");

        IReadOnlyList<ToolContextFile> files = await Ask(bench, ["AGENTS.md", "SOUL.md", "USER.md"]);

        files.Select(static file => (file.Name, file.Head, file.Tail, file.Bytes, file.Problem)).ShouldBe(
            [("AGENTS.md", "Be kind.\r\nGrüße 😀\n", null, 26, null), ("SOUL.md", "", null, 0, null), ("USER.md", null, null, 0, null)]);
        files[0].Hash!.Length.ShouldBe(64);
        files[1].Hash.ShouldNotBe(files[0].Hash);
        files[2].Hash.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_known_is_not_told_again()
    {
        using Bench bench = new();
        Write(bench, "AGENTS.md", "Be kind.");
        string hash = (await Ask(bench, ["AGENTS.md"]))[0].Hash!;

        ToolContextFile known = (await Ask(bench, ["AGENTS.md"], known: hash))[0];
        (known.Hash, known.Head, known.Bytes).ShouldBe((hash, null, 8));

        Write(bench, "AGENTS.md", "Be firm.");
        ToolContextFile changed = (await Ask(bench, ["AGENTS.md"], known: hash))[0];
        changed.Head.ShouldBe("Be firm.");
        changed.Hash.ShouldNotBe(hash);
        File.Delete(Path.Combine(bench.Workspace, "AGENTS.md"));
        (await Ask(bench, ["AGENTS.md"], known: hash))[0].Hash.ShouldBeNull();
    }

    [Fact]
    public async Task What_did_not_change_is_told_without_a_sandbox()
    {
        using Bench bench = new();
        await Run(bench, ["AGENTS.md"]);
        var tool = new ContextTool(bench.Time);
        var sandbox = new CountingSandbox(new Bubblewrap(bench.Options, HostUser.Current));
        Write(bench, "AGENTS.md", "Be kind.");
        string hash = (await Told())[0].Hash!;
        await Told(hash);
        sandbox.Made.ShouldBe(2, "what was changed a moment ago may change again without its being seen");

        // Long after anything was written here.
        bench.Time.Advance(TimeSpan.FromDays(36_500));
        await Told(hash);
        sandbox.Made.ShouldBe(3);
        (await Told(hash)).ShouldBe([new ToolContextFile { Name = "AGENTS.md", Hash = hash, Bytes = 8 }, new ToolContextFile { Name = "SOUL.md" }]);
        sandbox.Made.ShouldBe(3, "nothing changed, and what is not there is not looked for inside");
        (await Told())[0].Head.ShouldBe("Be kind.", "who does not know it is told it");
        sandbox.Made.ShouldBe(4);

        // Of the same size and with the same times, as far as a program may set them.
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(bench.Workspace, "AGENTS.md"));
        Write(bench, "AGENTS.md", "Be firm.");
        File.SetLastWriteTimeUtc(Path.Combine(bench.Workspace, "AGENTS.md"), written);
        (await Told(hash))[0].Head.ShouldBe("Be firm.");

        async Task<IReadOnlyList<ToolContextFile>> Told(string? known = null) => (await tool.Run(new ToolCall
        {
            Params = bench.Call("read", new { }) with { Files = Query(["AGENTS.md", "SOUL.md"], known) },
            Arguments = default,
            Place = new SandboxPlace(bench.Workspace, null, Network: false, []),
            Access = WorkspaceAccess.ReadWrite,
            Sandbox = sandbox,
            Deadline = CancellationToken.None,
            Cancelled = TestContext.Current.CancellationToken,
        })).Files!;
    }

    [Theory]
    [InlineData("AGENTS.MD")]
    [InlineData("secret.txt")]
    [InlineData("../secret")]
    [InlineData("./AGENTS.md")]
    [InlineData("memory/AGENTS.md")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("AGENTS.md\0")]
    [InlineData("--help")]
    public async Task No_other_name_is_a_file(string name)
    {
        using Bench bench = new();
        Write(bench, "secret.txt", Secret);

        ToolRunResult refused = await Run(bench, ["AGENTS.md", name]);

        (refused.Outcome, refused.Files).ShouldBe(("refused", null));
        refused.Text.ShouldBe("the files that are told of are AGENTS.md, SOUL.md, IDENTITY.md, TOOLS.md, USER.md, MEMORY.md, HEARTBEAT.md, BOOTSTRAP.md, each once");
    }

    [Fact]
    public async Task A_question_that_is_none_is_refused()
    {
        using Bench bench = new();
        (await Run(bench, None)).Outcome.ShouldBe("refused");
        (await Run(bench, ["AGENTS.md", "AGENTS.md"])).Outcome.ShouldBe("refused");
        (await Run(bench, ["AGENTS.md"], maxChars: 0)).Text.ShouldBe("of a file 1 to 60000 characters are told");
        (await Run(bench, ["AGENTS.md"], maxChars: ContextFiles.MaxChars + 1)).Outcome.ShouldBe("refused");
        (await Run(bench, ["AGENTS.md"], context: Bench.Context with { Tenant = "../default" })).Outcome.ShouldBe("refused");
    }

    [Fact]
    public async Task What_is_no_ordinary_file_is_not_opened()
    {
        // F2: neither by the runner nor in a sandbox.
        using Bench bench = new();
        string outside = Path.Combine(bench.State, "secret");
        await File.WriteAllTextAsync(outside, Secret, TestContext.Current.CancellationToken);
        await bench.Shell($"ln -s {outside} AGENTS.md; ln -s own SOUL.md; echo own >own; mkfifo TOOLS.md; mkdir USER.md; ln -s /dev/zero MEMORY.md; ln -s loop loop; ln -s loop IDENTITY.md");

        IReadOnlyList<ToolContextFile> files = await Ask(bench, ["AGENTS.md", "SOUL.md", "IDENTITY.md", "TOOLS.md", "USER.md", "MEMORY.md"]);

        files.ShouldAllBe(static file => file.Head == null && file.Hash == null && file.Problem == "is no ordinary file");
    }

    [Fact]
    public async Task A_file_that_becomes_a_link_meanwhile_leads_nowhere()
    {
        // F2: however often the program wins the race.
        using Bench bench = new();
        string outside = Path.Combine(bench.State, "secret");
        await File.WriteAllTextAsync(outside, Secret, TestContext.Current.CancellationToken);
        await bench.Shell("echo inner >inner");
        Task<string> said = new Fifo(bench.Workspace, "begun").Said();
        using var cancel = new CancellationTokenSource();
        Task<ToolRunResult> swapping = bench.Executor.Run(
            bench.Call("exec", new { command = $"echo >begun; while :; do ln -sfn {outside} t; mv -T t AGENTS.md; ln -sfn inner t; mv -T t AGENTS.md; mkfifo t; mv -T t AGENTS.md; echo own >t; mv -T t AGENTS.md; done" }), cancel.Token);
        await said.InTime();

        for (int i = 0; i < 25; i++)
        {
            ToolContextFile told = (await Ask(bench, ["AGENTS.md"]))[0];
            told.Head.ShouldBeOneOf(null, "", "own\n");
            (told.Head ?? "").ShouldNotContain(Secret);
        }

        await cancel.CancelAsync();
        await swapping.InTime();
    }

    [Fact]
    public async Task Of_what_is_too_long_beginning_and_end_are_told()
    {
        using Bench bench = new();
        Write(bench, "AGENTS.md", new string('a', 50) + new string('b', 50) + "end");
        Write(bench, "SOUL.md", string.Concat(Enumerable.Repeat("ä€😀", 500)));
        Write(bench, "USER.md", string.Concat(Enumerable.Repeat("😀", 51)));

        IReadOnlyList<ToolContextFile> files = await Ask(bench, ["AGENTS.md", "SOUL.md", "USER.md"], maxChars: 100);

        (files[0].Head, files[0].Tail, files[0].Bytes).ShouldBe((new string('a', 50) + new string('b', 20), new string('b', 17) + "end", 103));
        (files[1].Head, files[1].Tail).ShouldBe((string.Concat(Enumerable.Repeat("ä€😀", 18))[..70], string.Concat(Enumerable.Repeat("ä€😀", 5))));
        (files[2].Head, files[2].Tail).ShouldBe((string.Concat(Enumerable.Repeat("😀", 35)), string.Concat(Enumerable.Repeat("😀", 10))));
    }

    [Fact]
    public async Task A_huge_file_costs_no_more_than_what_is_told_of_it()
    {
        using Bench bench = new();
        await using (var file = new FileStream(Path.Combine(bench.Workspace, "AGENTS.md"), FileMode.Create))
        {
            await file.WriteAsync("beginning "u8.ToArray(), TestContext.Current.CancellationToken);
            await file.WriteAsync(Encoding.UTF8.GetBytes(new string('x', 1 << 16)), TestContext.Current.CancellationToken);
            file.Seek(1L << 33, SeekOrigin.Begin);
            await file.WriteAsync(Encoding.UTF8.GetBytes(new string('y', 1 << 16) + " end"), TestContext.Current.CancellationToken);
        }

        ToolContextFile told = (await Ask(bench, ["AGENTS.md"], maxChars: 20_000))[0];

        told.Bytes.ShouldBe((1L << 33) + (1 << 16) + 4);
        (told.Head!.Length, told.Tail!.Length).ShouldBe((14_000, 4_000));
        told.Head.ShouldStartWith("beginning xxx");
        told.Tail.ShouldEndWith("yyy end");
    }

    [Fact]
    public async Task What_is_no_text_is_told_as_text_or_not_at_all()
    {
        using Bench bench = new();
        await File.WriteAllBytesAsync(Path.Combine(bench.Workspace, "AGENTS.md"), [0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x62], TestContext.Current.CancellationToken);
        Write(bench, "SOUL.md", "a\0b");

        IReadOnlyList<ToolContextFile> files = await Ask(bench, ["AGENTS.md", "SOUL.md"]);

        files[0].Head!.ShouldStartWith("a\ufffd");
        files[0].Head.ShouldEndWith("b");
        files[0].Head!.ShouldAllBe(static c => !char.IsSurrogate(c));
        (files[1].Head, files[1].Hash, files[1].Problem).ShouldBe((null, null, "is no text"));
    }

    [Fact]
    public async Task It_is_the_agents_workspace_whatever_the_sandbox_of_the_session_sees()
    {
        using Bench bench = new();
        Write(bench, "AGENTS.md", "Be kind.");

        (await Ask(bench, ["AGENTS.md"], context: Bench.Context with { WorkspaceAccess = "none" }))[0].Head.ShouldBe("Be kind.");
        (await Ask(bench, ["AGENTS.md"], context: Bench.Context with { WorkspaceAccess = "ro" }))[0].Head.ShouldBe("Be kind.");
        (await Ask(bench, ["AGENTS.md"], context: Bench.Context with { AgentId = "other" }))[0].Hash.ShouldBeNull();
        (await Ask(bench, ["AGENTS.md"], context: Bench.Context with { Tenant = "acme" }))[0].Hash.ShouldBeNull();
    }

    private static void Write(Bench bench, string name, string text) => File.WriteAllText(Path.Combine(bench.Workspace, name), text);

    private static async Task<IReadOnlyList<ToolContextFile>> Ask(Bench bench, string[] names, string? known = null, int maxChars = 20_000, ToolRunContext? context = null)
    {
        ToolRunResult result = await Run(bench, names, known, maxChars, context);
        result.IsError.ShouldBeFalse(result.Text);
        return result.Files.ShouldNotBeNull();
    }

    private static Task<ToolRunResult> Run(Bench bench, string[] names, string? known = null, int maxChars = 20_000, ToolRunContext? context = null) =>
        bench.Executor.Run(
            bench.Call("read", new { }, context) with
            {
                Files = Query(names, known, maxChars),
            },
            TestContext.Current.CancellationToken).InTime();

    private static ToolContextQuery Query(string[] names, string? known, int maxChars = 20_000) => new()
    {
        Names = names, MaxChars = maxChars,
        Known = known is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["AGENTS.md"] = known },
    };

    private sealed class CountingSandbox(ISandbox inner) : ISandbox
    {
        public Task<string?> Problem(CancellationToken cancel) => inner.Problem(cancel);

        public void LetGo() => inner.LetGo();

        public int Made { get; private set; }

        public Task<SandboxEnd> Run(SandboxRequest request, CancellationToken deadline, CancellationToken cancelled)
        {
            Made++;
            return inner.Run(request, deadline, cancelled);
        }
    }
}
