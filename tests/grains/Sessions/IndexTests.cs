using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Storage.Sessions;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Lists show the sessions there are, whatever was cut off.</summary>
public sealed class IndexTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LostCalls _calls = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_deletion_that_was_cut_off_can_be_made_again_and_leaves_nothing_in_lists()
    {
        await using SessionHost silo = await Start();
        await silo.Ask("hi", "r1");
        _calls.Loses = static call => call == "ISessionIndexGrain.Remove";
        await Should.ThrowAsync<TimeoutException>(() => silo.Session().Delete(deleteTranscript: true));
        _calls.Loses = static _ => false;

        await silo.Session().Delete(deleteTranscript: true);

        (await silo.Session().Entry()).ShouldBeNull();
        (await silo.Index.List(new SessionQuery())).Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_of_the_index_under_way_does_not_bring_a_removed_session_back()
    {
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var removing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SessionHost silo = await Start(services => services.Decorate<ISessionIndexStore>(inner => new HeldIndex(inner, writing, go.Task)));
        _calls.Begun = call =>
        {
            if (call == "ISessionIndexGrain.Remove")
            {
                removing.TrySetResult();
            }
        };
        await silo.Index.Report(new SessionEntry { Key = SessionHost.Main, SessionId = "id", UpdatedAt = 1, Revision = 1 }, isNew: false);
        Task<SessionList> list = silo.Index.List(new SessionQuery());
        await writing.Task.InTime();

        Task removed = silo.Index.Remove(SessionHost.Main);
        await removing.Task.InTime();
        go.SetResult();
        await Task.WhenAll(list, removed);

        (await silo.Index.List(new SessionQuery())).Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_session_is_listed_also_when_its_process_died_with_the_first_answer()
    {
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("hello").HeldBy(thinking));
        await using (SessionHost silo = await Start())
        {
            await silo.Say("hi", "r1");
            await thinking.Reached;
            silo.Fault.DieAt(1, after: true);
            thinking.Open();
            await silo.Fault.Died.InTime();
        }

        await using SessionHost restarted = await Start();
        (await restarted.Index.List(new SessionQuery())).Sessions.Select(session => session.Key).ShouldBe([SessionHost.Main]);
    }

    [Fact]
    public async Task A_new_session_that_the_index_could_not_be_told_of_counts_as_new_until_it_can()
    {
        await using SessionHost silo = await Start();
        _calls.Loses = static call => call == "ISessionIndexGrain.Report";
        await silo.Ask("hi", "r1");
        _calls.Loses = static _ => false;

        await silo.Ask("again", "r2");

        (await silo.Services.GetRequiredService<ISessionIndexStore>().GetAsync(SessionHost.Tenant, SessionHost.Main)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_turn_whose_use_cannot_be_counted_is_answered()
    {
        await using SessionHost silo = await Start();
        _calls.Loses = static call => call == "IUsageGrain.Record";

        (await silo.Ask("hi", "r1")).State.ShouldBe(RunState.Ok);
        (await silo.Ask("again", "r2")).State.ShouldBe(RunState.Ok);
        _model.Requests.Count.ShouldBe(2);
    }

    private Task<SessionHost> Start(Action<IServiceCollection>? more = null) => SessionHost.Start(
        _folder.Path,
        _model,
        more: services =>
        {
            services.AddSingleton<IIncomingGrainCallFilter>(_calls);
            more?.Invoke(services);
        });

    /// <summary>Holds writes back until the test lets them go.</summary>
    private sealed class HeldIndex(ISessionIndexStore inner, TaskCompletionSource writing, Task go) : ISessionIndexStore
    {
        public async Task UpsertAsync(string tenant, IReadOnlyList<SessionIndexRow> rows, CancellationToken cancellationToken = default)
        {
            writing.TrySetResult();
            await go;
            await inner.UpsertAsync(tenant, rows, cancellationToken);
        }

        public Task<SessionIndexRow?> GetAsync(string tenant, string key, CancellationToken cancellationToken = default) =>
            inner.GetAsync(tenant, key, cancellationToken);

        public Task<SessionIndexRow?> FindBySessionIdAsync(string tenant, string sessionId, CancellationToken cancellationToken = default) =>
            inner.FindBySessionIdAsync(tenant, sessionId, cancellationToken);

        public Task<IReadOnlyList<SessionIndexRow>> ListAsync(string tenant, SessionFilter filter, int limit, CancellationToken cancellationToken = default) =>
            inner.ListAsync(tenant, filter, limit, cancellationToken);

        public IAsyncEnumerable<SessionIndexRow> StreamAsync(string tenant, SessionFilter filter, CancellationToken cancellationToken = default) =>
            inner.StreamAsync(tenant, filter, cancellationToken);

        public Task<long> CountAsync(string tenant, string? agentId = null, CancellationToken cancellationToken = default) =>
            inner.CountAsync(tenant, agentId, cancellationToken);

        public Task<bool> DeleteAsync(string tenant, string key, CancellationToken cancellationToken = default) =>
            inner.DeleteAsync(tenant, key, cancellationToken);
    }
}
