using Moltbot.Conformance.Adapters.Protocol;

namespace Moltbot.Protocol.Tests.Cases;

/// <summary>The files of cases this project answers; what it does not answer is listed by name, so that nothing is skipped in silence.</summary>
public sealed class CaseFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_of_frames_is_answered()
    {
        var run = CaseRun.Of("protocol_frames", new FramesArea());
        output.WriteLine($"protocol_frames: {run.Passed} of {run.Total} passed, {run.Different} differ on purpose");
        run.Failures.ShouldBeEmpty(string.Join('\n', run.Failures));
        run.NotCovered.ShouldBeEmpty();
        run.Passed.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void Every_shape_takes_and_refuses_what_its_notation_says()
    {
        var verdicts = SchemaCheck.Run(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "protocol_schemas.json")));
        output.WriteLine($"protocol_schemas: {verdicts.Count} shapes, {verdicts.Sum(each => each.Samples)} samples");
        verdicts.Where(each => each.Mismatch is not null).ShouldBeEmpty();
        verdicts.Count.ShouldBe(101);
    }
}
