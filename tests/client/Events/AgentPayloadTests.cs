using Moltbot.Gateway.Events;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Redaction;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Events;

public sealed class AgentPayloadTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("end")]
    public void A_summary_of_the_conversation_has_a_stream_of_its_own(string phase)
    {
        var told = AgentPayloads.Of(
            new AgentCompactionEvent { RunId = "r", SessionKey = "main", CanonicalKey = "agent:main:main", Sequence = 3, Timestamp = 1, Phase = phase }, RedactionRules.Default);

        (told.RunId, told.Seq, told.Stream, told.Data.ToString()).ShouldBe(("r", 3, "compaction", $$"""{"phase":"{{phase}}"}"""));
    }
}
