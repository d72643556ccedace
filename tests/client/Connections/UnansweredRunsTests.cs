using System.Text;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Protocol.Events;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Connections;

public sealed class UnansweredRunsTests
{
    private readonly List<string> _sent = [];
    private readonly UnansweredRuns _runs;

    public UnansweredRunsTests() => _runs = new UnansweredRuns((told, isNumbered) => _sent.Add(Name(told) + (isNumbered ? "#" : "")));

    [Fact]
    public void A_runs_events_follow_the_answer_to_its_request_in_their_order()
    {
        _runs.Begin("mine");
        Tell("mine", "started");
        Tell("another", "started");
        Tell(null, "presence");
        Tell("mine", "delta", isNumbered: false);
        _sent.ShouldBe(["another started#", "presence#"]);

        _runs.End("mine");
        Tell("mine", "final");
        _sent.ShouldBe(["another started#", "presence#", "mine started#", "mine delta", "mine final#"]);
    }

    [Fact]
    public void Two_requests_for_one_run_are_both_answered_first()
    {
        _runs.Begin("run");
        _runs.Begin("run");
        Tell("run", "started");
        _runs.End("run");
        _sent.ShouldBeEmpty();
        _runs.End("run");
        _sent.ShouldBe(["run started#"]);
    }

    [Fact]
    public async Task Nothing_is_lost_or_turned_round_when_the_answer_and_events_meet()
    {
        const int Events = 20_000;
        _runs.Begin("run");
        Task telling = Task.Run(() =>
        {
            for (int number = 0; number < Events; number++)
            {
                Tell("run", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        });
        for (int request = 0; request < 1000; request++)
        {
            _runs.End("run");
            _runs.Begin("run");
        }

        await telling;
        _runs.End("run");
        _sent.ShouldBe(Enumerable.Range(0, Events).Select(number => $"run {number}#"));
    }

    private void Tell(string? runId, string what, bool isNumbered = true)
    {
        var told = new GatewayEvent(EncodedEvent.Create(what, Encoding.UTF8.GetBytes("{}")), IsDroppable: false) { RunId = runId };
        if (!_runs.Keep(told, isNumbered))
        {
            _sent.Add(Name(told) + (isNumbered ? "#" : ""));
        }
    }

    private static string Name(GatewayEvent told) => (told.RunId is null ? "" : told.RunId + " ") + told.Encoded.Name;
}
