using System.Text.Json.Nodes;
using Moltbot.Conformance.Reports;

namespace Moltbot.Conformance.Tests;

public sealed class ConformanceCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moltbot-cases-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_last_line_adds_up_and_failures_are_named()
    {
        Write("a.json", """
            {"area":"a","cases":[
              {"id":"a-1","fn":"normalizeAgentId","input":{"value":"Main"},"expected":"main"},
              {"id":"a-2","fn":"normalizeAgentId","input":{"value":"Main"},"expected":"other"},
              {"id":"a-3","fn":"nobodyKnowsThis","input":{},"expected":1}]}
            """);
        Write("notes.md", "no cases");

        var (code, output) = await Run("--cases", _folder.FullName);

        code.ShouldBe(1);
        output.ShouldContain("[FAIL] a a-2 normalizeAgentId: expected \"other\", but got \"main\"");
        output.ShouldContain("not covered in a: nobodyKnowsThis (1)");
        output.TrimEnd().Split('\n')[^1].ShouldBe("Moltbot.Conformance  Total: 3, Errors: 0, Failed: 1, Skipped: 1");
    }

    [Fact]
    public async Task Conversations_without_a_silo_are_named_as_not_run()
    {
        Write("talk.json", """{"cases":[{"id":"t-1","name":"x","steps":[]}]}""");

        var (code, output) = await Run("--cases", _folder.FullName);

        code.ShouldBe(0);
        output.ShouldContain("not run in talk, no --silo was given: t-1");
        output.ShouldContain("Total: 1, Errors: 0, Failed: 0, Skipped: 1");
    }

    [Fact]
    public async Task A_silo_that_does_not_serve_is_a_failure()
    {
        Write("talk.json", """{"cases":[{"id":"t-1","name":"x","steps":[]},{"id":"t-2","name":"y","steps":[]}]}""");

        var (code, output) = await Run("--cases", _folder.FullName, "--silo", "/bin/false");

        code.ShouldBe(1);
        output.ShouldContain("[FAIL] talk t-1 conversation: the gateway (token) did not start: it ended with code 1 before it served");
        output.ShouldContain("not run in talk, the gateway (token) did not start: t-2");
    }

    [Fact]
    public async Task A_file_that_is_no_case_file_fails_the_run()
    {
        Write("broken.json", "{");

        var (code, output) = await Run("--cases", _folder.FullName);

        code.ShouldBe(1);
        output.ShouldContain("[FAIL] broken - file: the file cannot be read: it is not JSON");
    }

    [Fact]
    public async Task Programs_get_one_json_object()
    {
        Write("a.json", """{"cases":[{"id":"1","fn":"normalizeAgentId","input":{"value":""},"expected":"main"}]}""");

        var (code, output) = await Run("--cases", _folder.FullName, "--json");

        code.ShouldBe(0);
        var report = JsonNode.Parse(output)!;
        report["cases"]!.GetValue<int>().ShouldBe(1);
        report["files"]![0]!["passed"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("--cases")]
    [InlineData("--what")]
    [InlineData("--cases", "/no/such/folder")]
    public async Task A_wrong_call_says_how(params string[] arguments) => (await Run(arguments)).Code.ShouldBe(2);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private static async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ConformanceCommand.RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
