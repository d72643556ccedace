using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Cluster;

/// <summary>Approvals in a cluster: an approval ends once, whichever gateway the answers come through and whatever dies (E12).</summary>
public sealed class ApprovalClusterTests : IAsyncLifetime
{
    private const int Rounds = 8;

    private SimulatedModelProvider _model = null!;
    private RunningCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _cluster = await RunningCluster.Start(Configurations.For(_model));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Of_answers_that_race_through_two_gateways_one_is_heard()
    {
        await using GatewayTestClient asker = await _cluster.Gateways[0].Connect("asker");
        await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here"), there = await _cluster.Gateways[1].Connect("there");
        for (int round = 0; round < Rounds; round++)
        {
            string id = $"race-{round}";
            string request = await asker.SendAsync("exec.approval.request", Request(id));
            await here.EventAsync("exec.approval.requested", told => told.GetProperty("id").GetString() == id);
            await there.EventAsync("exec.approval.requested", told => told.GetProperty("id").GetString() == id);

            GatewayAnswer[] answers = await Task.WhenAll(here.RequestAsync("exec.approval.resolve", Answer(id, "allow-once")), there.RequestAsync("exec.approval.resolve", Answer(id, "deny")));

            answers.Count(static answer => answer.Ok).ShouldBe(1);
            answers.Single(static answer => !answer.Ok).Message.ShouldBe("unknown approval id");
            string heard = answers[0].Ok ? "allow-once" : "deny";
            (await asker.AnswerAsync(request)).Require().GetProperty("decision").GetString().ShouldBe(heard);
            foreach (GatewayTestClient client in new[] { here, there })
            {
                (await client.EventAsync("exec.approval.resolved", told => told.GetProperty("id").GetString() == id)).Payload.GetProperty("decision").GetString().ShouldBe(heard);
            }
        }
    }

    [Fact]
    public async Task What_waits_when_a_silo_is_killed_is_answered_once_after_all()
    {
        string[] ids = [.. Enumerable.Range(0, Rounds).Select(static round => $"survives-{round}")];
        await using (GatewayTestClient asker = await _cluster.Gateways[0].Connect("asker"))
        {
            foreach (string id in ids)
            {
                await asker.SendAsync("exec.approval.request", Request(id));
                await asker.EventAsync("exec.approval.requested", told => told.GetProperty("id").GetString() == id);
            }
        }

        await _cluster.Silos[0].Kill();

        foreach (string id in ids)
        {
            string[] told = await Task.WhenAll(Say(0, id, "allow-once"), Say(1, id, "deny"));
            told.Count(static answer => answer == "ok").ShouldBeLessThanOrEqualTo(1, $"{id}: {string.Join(", ", told)}");
            (await Say(0, id, "deny")).ShouldBe("unknown approval id");
            (await Try(1, "exec.approval.request", Request(id))).ShouldBe("approval id already used");
        }

        await using GatewayTestClient admin = await _cluster.Gateways[1].Connect("admin");
        (await admin.CallAsync("moltbot.audit.verify")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    private Task<string> Say(int gateway, string id, string decision) => Try(gateway, "exec.approval.resolve", Answer(id, decision));

    /// <summary>Asks until somebody knows; while grains move, calls fail or clients are told to come again.</summary>
    private async Task<string> Try(int gateway, string method, JsonObject parameters)
    {
        using var patience = new CancellationTokenSource(2 * Waits.Limit, TimeProvider.System);
        while (true)
        {
            try
            {
                await using GatewayTestClient client = await _cluster.Gateways[gateway].Connect("answers");
                GatewayAnswer answer = await client.RequestAsync(method, parameters.DeepClone());
                if (answer.Ok || answer.Code == "INVALID_REQUEST" || patience.IsCancellationRequested)
                {
                    return answer.Ok ? "ok" : answer.Message!;
                }
            }
            catch (Exception problem) when (problem is GatewayWaitException or InvalidOperationException or global::System.Net.WebSockets.WebSocketException
                && !patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }

    private static JsonObject Request(string id) => new() { ["id"] = id, ["command"] = "ls", ["timeoutMs"] = 3_600_000 };

    private static JsonObject Answer(string id, string decision) => new() { ["id"] = id, ["decision"] = decision };
}
