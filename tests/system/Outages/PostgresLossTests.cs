using System.Net;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Postgres;

namespace Moltbot.System.Tests.Outages;

/// <summary>PostgreSQL goes away under a system that serves, and comes back.</summary>
public sealed class PostgresLossTests : IAsyncLifetime
{
    private const string Session = "agent:main:outage";

    /// <summary>For requests that wait on a database that stands still: its commands give up after thirty seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task A_server_that_stops_is_told_of_and_what_was_acknowledged_is_there_when_it_is_back()
    {
        await using PostgresServer server = await Server();
        await using RunningSystem system = await Start(server);
        await using GatewayTestClient client = await Connect(system);
        var talker = new Talker(client, Session);
        (await talker.Say()).ShouldBeTrue();

        // Under load: some are under way when it goes.
        Task stopping = server.StopAsync();
        while (await talker.Say())
        {
            talker.Acknowledged.Count.ShouldBeLessThan(10_000);
        }

        await stopping;
        (await talker.Say()).ShouldBeFalse();
        (await talker.Say()).ShouldBeFalse();
        await Readiness.Becomes(system, HttpStatusCode.ServiceUnavailable);
        (await Readiness.Of(system, "/healthz")).ShouldBe(HttpStatusCode.OK);

        await server.ResumeAsync();
        await Readiness.Becomes(system, HttpStatusCode.OK);
        await Recovered(system, talker);
        talker.RefusalsShouldBeClear();
    }

    [Fact]
    public async Task A_server_that_hangs_is_told_of_and_what_was_acknowledged_is_there_when_it_goes_on()
    {
        await using PostgresServer server = await Server();
        await using RunningSystem system = await Start(server);
        await using GatewayTestClient client = await Connect(system);
        var talker = new Talker(client, Session);
        (await talker.Say()).ShouldBeTrue();

        await server.PauseAsync();
        try
        {
            Task<bool> stuck = talker.Say();
            await Readiness.Becomes(system, HttpStatusCode.ServiceUnavailable);
            (await Readiness.Of(system, "/healthz")).ShouldBe(HttpStatusCode.OK);
            (await stuck).ShouldBeFalse();
        }
        finally
        {
            await server.ContinueAsync();
        }

        await Readiness.Becomes(system, HttpStatusCode.OK);
        await Recovered(system, talker);
        talker.RefusalsShouldBeClear();
    }

    /// <summary>The same process takes messages again, by a new client and the session that was cut off.</summary>
    private static async Task Recovered(RunningSystem system, Talker before)
    {
        await using GatewayTestClient back = await Connect(system);
        var after = new Talker(back, Session);
        (await after.Say()).ShouldBeTrue(after.Refused.FirstOrDefault()?.Frame.Text);
        await Talker.ShouldHaveLostNothing(back, Session, before, after);
    }

    private static async Task<PostgresServer> Server()
    {
        var (shared, reason) = await PostgresServer.SharedAsync();
        Assert.SkipWhen(shared is null, reason ?? "");
        Assert.SkipUnless(shared!.IsOwn, "the server given by MOLTBOT_TEST_POSTGRES is not ours to stop");
        return await PostgresServer.StartAsync(fsync: true);
    }

    private async Task<RunningSystem> Start(PostgresServer server)
    {
        _state.Configure(Configurations.For(_model));
        return await RunningSystem.Start(_state, ["--postgres", await server.CreateDatabaseAsync()]);
    }

    private static async Task<GatewayTestClient> Connect(RunningSystem system)
    {
        GatewayTestClient client = await GatewayTestClient.OpenAsync(system.Url, "talker", timeout: Patience);
        (await client.HandshakeAsync(new ConnectOptions { Token = system.Token })).Require();
        return client;
    }
}
