using Moltbot.Conformance.Golden;

namespace Moltbot.Conformance.Tests;

public sealed class GoldenDifferencesTests
{
    [Fact]
    public void The_files_that_the_recorded_gateway_lacked_excuse_the_frames_that_tell_of_them_and_no_more()
    {
        var conversation = GoldenConversation.ReadFile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "golden_ws.json")))
            .Single(static each => each.Name == "node-life");

        GoldenDifferences.All.ShouldNotContain(rule => rule.AppliesTo(conversation));
        conversation.Steps.Count(static step => GoldenDifferences.OfFrame(step) is not null).ShouldBe(4);
        conversation.Steps.Count.ShouldBe(59);
    }
}
