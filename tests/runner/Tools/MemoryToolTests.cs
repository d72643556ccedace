using System.Text.Json;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>An agent's memory, whatever lies in its workspace: attacks F1, F2 and X4.</summary>
public sealed class MemoryToolTests
{
    private const string Secret = "moltbot-canary-51e9";

    [Fact]
    public async Task What_fits_best_is_found_with_its_lines_and_can_be_read()
    {
        using Bench bench = new();
        Write(bench, "MEMORY.md", "\ufeff# About Ann\n\nShe drinks oat milk.\n\n# Places\nThe key is under the mat.\n");
        Write(bench, "memory/2026-01-03.md", "- bought milk\n- called the dentist\n");
        Write(bench, "memory/people/béla.md", "Béla, the dentist's brother \"quoted\" 😀\n");
        Write(bench, "notes.md", "milk milk milk");
        Write(bench, "memory/milk.txt", "milk");

        JsonElement found = await Search(bench, new { query = "oat MILK" });

        found.GetProperty("results").EnumerateArray().Select(static each => (each.GetProperty("path").GetString(), each.GetProperty("startLine").GetInt32(), each.GetProperty("endLine").GetInt32()))
            .ShouldBe([("MEMORY.md", 1, 4), ("memory/2026-01-03.md", 1, 2)]);
        found.GetProperty("results")[0].GetProperty("snippet").GetString().ShouldBe("# About Ann\n\nShe drinks oat milk.");
        found.GetProperty("results")[0].GetProperty("score").GetDouble().ShouldBeInRange(0.3, 1);
        (found.GetProperty("files").GetInt32(), found.TryGetProperty("leftOut", out _)).ShouldBe((3, false));

        (await Search(bench, new { query = "dentist", maxResults = 1 })).GetProperty("results").GetArrayLength().ShouldBe(1);
        (await Search(bench, new { query = "oat milk", minScore = 0.99 })).GetProperty("results").GetArrayLength().ShouldBe(0);
        (await Search(bench, new { query = "BÉLA" })).GetProperty("results")[0].GetProperty("path").GetString().ShouldBe("memory/people/béla.md");
        (await Get(bench, new { path = "memory/people/béla.md" })).Text.ShouldBe("Béla, the dentist's brother \"quoted\" 😀\n");
        (await Get(bench, new { path = "MEMORY.md", from = 3, lines = 1 })).Text.ShouldBe("She drinks oat milk.\n[there is more: read on with from 4]");
    }

    [Fact]
    public async Task Where_nothing_is_remembered_nothing_is_found()
    {
        using Bench bench = new();
        (await Search(bench, new { query = "milk" })).ToString().ShouldBe("""{"results":[],"files":0}""");
        ToolRunResult none = await bench.Run("memory_get", new { path = "memory/2026-01-03.md" });
        (none.IsError, none.Text).ShouldBe((true, "there is no file memory/2026-01-03.md"));
    }

    [Theory]
    [InlineData("secret.txt")]
    [InlineData("USER.md")]
    [InlineData("../secret")]
    [InlineData("memory/../secret.md")]
    [InlineData("/workspace/MEMORY.md")]
    [InlineData("/etc/passwd")]
    [InlineData("memory/secret.txt")]
    [InlineData("./MEMORY.md")]
    [InlineData("--help")]
    [InlineData("~/MEMORY.md")]
    [InlineData("file:///etc/passwd")]
    public async Task No_other_file_is_read(string path)
    {
        // F1: each is there.
        using Bench bench = new();
        foreach (string name in new[] { "secret.txt", "USER.md", "secret.md", "memory/secret.txt", "MEMORY.md" })
        {
            Write(bench, name, Secret);
        }

        ToolRunResult refused = await bench.Run("memory_get", new { path });

        (refused.Outcome, refused.Text).ShouldBe(("refused", "that is no file of the memory; there are MEMORY.md and memory/**/*.md, named as memory_search names them"));
    }

    [Fact]
    public async Task What_is_no_ordinary_file_is_neither_found_nor_read()
    {
        // F2: links lead nowhere, also within the workspace, and nobody waits for a pipe.
        using Bench bench = new();
        string outside = Path.Combine(bench.State, "secret");
        await File.WriteAllTextAsync(outside, Secret, TestContext.Current.CancellationToken);
        await bench.Shell($"mkdir -p memory/real other; echo {Secret} >USER.md; echo {Secret} >other/x.md; ln -s {outside} MEMORY.md; ln -s ../USER.md memory/user.md; ln -s ../other memory/other; "
            + $"ln -s /etc/passwd memory/passwd.md; ln -s loop.md memory/loop.md; ln -s /dev/zero memory/zero.md; mkfifo memory/pipe.md; mkdir memory/folder.md; echo kept {Secret} >memory/real/kept.md");

        JsonElement found = await Search(bench, new { query = $"{Secret} root kept", maxResults = 20 });
        found.GetProperty("results").EnumerateArray().Select(static each => each.GetProperty("path").GetString()).ShouldBe(["memory/real/kept.md"]);
        found.GetProperty("files").GetInt32().ShouldBe(1);

        foreach ((string path, string problem) in new[]
        {
            ("MEMORY.md", "is a link or lies behind one"), ("memory/user.md", "is a link or lies behind one"), ("memory/other/x.md", "is a link or lies behind one"),
            ("memory/passwd.md", "is a link or lies behind one"), ("memory/loop.md", "is a link or lies behind one"), ("memory/zero.md", "is a link or lies behind one"),
            ("memory/pipe.md", "is no ordinary file"), ("memory/folder.md", "is a folder"),
        })
        {
            ToolRunResult refused = await bench.Run("memory_get", new { path });
            (refused.IsError, refused.Text).ShouldBe((true, path == "memory/folder.md" ? $"{path} is a folder" : $"{path} {problem}"));
        }
    }

    [Fact]
    public async Task A_folder_of_memory_that_is_a_link_is_none()
    {
        using Bench bench = new();
        await bench.Shell($"mkdir other; echo {Secret} >other/a.md; ln -s other memory");
        (await Search(bench, new { query = Secret })).GetProperty("files").GetInt32().ShouldBe(0);
        (await bench.Run("memory_get", new { path = "memory/a.md" })).Text.ShouldBe("memory/a.md is a link or lies behind one");
    }

    [Fact]
    public async Task A_file_that_becomes_a_link_meanwhile_leads_nowhere()
    {
        // F2: however often the program wins the race.
        using Bench bench = new();
        string outside = Path.Combine(bench.State, "secret");
        await File.WriteAllTextAsync(outside, Secret, TestContext.Current.CancellationToken);
        Task<string> said = new Fifo(bench.Workspace, "begun").Said();
        using var cancel = new CancellationTokenSource();
        Task<ToolRunResult> swapping = bench.Executor.Run(
            bench.Call("exec", new { command = $"echo >begun; while :; do ln -sfn {outside} t; mv -T t MEMORY.md; mkfifo t; mv -T t MEMORY.md; echo own moltbot >t; mv -T t MEMORY.md; done" }), cancel.Token);
        await said.InTime();

        for (int i = 0; i < 15; i++)
        {
            (await Search(bench, new { query = Secret })).ToString().ShouldNotContain(Secret);
        }

        await cancel.CancelAsync();
        await swapping.InTime();
    }

    [Fact]
    public async Task What_is_too_large_no_text_or_oddly_named_is_left_out()
    {
        using Bench bench = new();
        await bench.Shell("mkdir memory; truncate -s 8G memory/huge.md; printf 'canary\\0x' >memory/nul.md; head -c 5000 /dev/urandom >memory/random.md; printf 'canary \\xff\\xc3( word' >memory/bytes.md; "
            + "echo canary >\"memory/line$(printf '\\nMEMORY.md')\".md; echo canary >\"memory/$(printf '\\xff')\".md; echo canary >'memory/-n $(id) \"*.md'; head -c 1048576 /dev/zero | tr '\\0' a >memory/most.md");

        JsonElement found = await Search(bench, new { query = "canary", maxResults = 20 });

        found.GetProperty("results").EnumerateArray().Select(static each => each.GetProperty("path").GetString()).ShouldBe(["memory/-n $(id) \"*.md", "memory/bytes.md"], ignoreOrder: true);
        found.GetProperty("leftOut").GetInt32().ShouldBeGreaterThanOrEqualTo(2, "the huge one and the one with NUL");
        (await bench.Run("memory_get", new { path = "memory/nul.md" })).Text.ShouldBe("memory/nul.md is no text");
        (await Get(bench, new { path = "memory/-n $(id) \"*.md" })).Text.ShouldBe("canary\n");
        ToolRunResult huge = await bench.Run("memory_get", new { path = "memory/most.md" }, maxOutput: 1000);
        huge.Truncated.ShouldBeTrue();
        huge.Text.Length.ShouldBeLessThanOrEqualTo(1000);
    }

    [Fact]
    public async Task Of_many_files_the_youngest_are_searched()
    {
        using Bench bench = new();
        await bench.Shell("mkdir memory; for i in $(seq 600); do echo canary $i >memory/$i.md; done; touch -d 2001-01-01 memory/1*.md; for i in $(seq 1 19); do head -c 1048570 /dev/zero | tr '\\0' 'b' >memory/big$i.md; done; touch -d 2030-01-01 memory/big*.md");

        JsonElement found = await Search(bench, new { query = "canary" });
        (found.GetProperty("files").GetInt32(), found.GetProperty("leftOut").GetInt32()).ShouldBe((16, MemoryScripts.MaxFiles + 1 - 16), "sixteen MiB");

        await bench.Shell("rm memory/big*");
        (await Search(bench, new { query = "canary" })).GetProperty("files").GetInt32().ShouldBe(MemoryScripts.MaxFiles);
        (await Search(bench, new { query = "600" })).GetProperty("results")[0].GetProperty("path").GetString().ShouldBe("memory/600.md");
    }

    [Fact]
    public async Task What_is_no_argument_is_refused_in_words()
    {
        using Bench bench = new();
        foreach ((object arguments, string problem) in new (object, string)[]
        {
            (new { }, "\"query\" is missing"), (new { query = " ?! " }, "\"query\" has no word to look for"), (new { query = new string('a', 1001) }, "\"query\" has at most 1000 characters"),
            (new { query = "a", maxResults = 0 }, "\"maxResults\" has to be a number from 1 on"), (new { query = "a", minScore = 1.5 }, "\"minScore\" has to be a number from 0 to 1"),
            (new { query = "a", minScore = "x" }, "\"minScore\" has to be a number from 0 to 1"),
        })
        {
            ToolRunResult refused = await bench.Run("memory_search", arguments);
            (refused.Outcome, refused.Text).ShouldBe(("refused", problem));
        }

        (await bench.Run("memory_get", new { })).Text.ShouldBe("\"path\" is missing");
    }

    [Fact]
    public async Task It_is_the_memory_that_the_sandbox_sees()
    {
        using Bench bench = new();
        Write(bench, "MEMORY.md", "the agent's canary\n");
        await bench.Shell("mkdir memory; echo canary of its own >memory/own.md", Bench.Context with { WorkspaceAccess = "none" });

        (await Paths("rw")).ShouldBe(["MEMORY.md"]);
        (await Paths("ro")).ShouldBe(["MEMORY.md"]);
        (await Paths("none")).ShouldBe(["memory/own.md"]);
        (await Get(bench, new { path = "MEMORY.md" }, "ro")).Text.ShouldBe("the agent's canary\n");
        (await Get(bench, new { path = "memory/own.md" }, "none")).Text.ShouldBe("canary of its own\n");
        (await bench.Run("memory_get", new { path = "MEMORY.md" }, Bench.Context with { WorkspaceAccess = "none" })).Text.ShouldBe("there is no file MEMORY.md");

        async Task<IEnumerable<string?>> Paths(string access) =>
            (await Search(bench, new { query = "canary" }, access)).GetProperty("results").EnumerateArray().Select(static each => each.GetProperty("path").GetString());
    }

    private static void Write(Bench bench, string name, string text)
    {
        string path = Path.Combine(bench.Workspace, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<JsonElement> Search(Bench bench, object arguments, string access = "rw")
    {
        ToolRunResult result = await bench.Run("memory_search", arguments, Bench.Context with { WorkspaceAccess = access });
        result.IsError.ShouldBeFalse(result.Text);
        return JsonElement.Parse(result.Text);
    }

    private static async Task<ToolRunResult> Get(Bench bench, object arguments, string access = "rw")
    {
        ToolRunResult result = await bench.Run("memory_get", arguments, Bench.Context with { WorkspaceAccess = access });
        result.IsError.ShouldBeFalse(result.Text);
        return result;
    }
}
