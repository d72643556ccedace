using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tasks;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Tasks;

public abstract class TaskStoreTests(StorageFixture fixture)
{
    protected static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Lease = At.AddMinutes(1);

    protected ITaskStore Store { get; } = fixture.Get<ITaskStore>();

    protected string Tenant { get; } = StorageFixture.NewTenant();

    [Fact]
    public async Task The_oldest_comes_first_and_an_empty_queue_gives_nothing_and_counts_nothing()
    {
        await EnqueueAsync("a", "b", "c");
        (await TakeAsync(2)).ShouldBe(["a", "b"]);
        (await TakeAsync(2)).ShouldBe(["c"]);
        (await TakeAsync(2)).ShouldBeEmpty();
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(0, 0, 3, 0, 3, 0, 0));
    }

    [Fact]
    public async Task A_task_comes_back_as_it_went_in()
    {
        await Store.EnqueueAsync(Tenant, [new NewTask("a", Bytes.Of("work"), At) { UniqueKey = "k", Priority = -3, MaxAttempts = 5, NotBefore = At.AddSeconds(9) }]);
        var row = (await Store.FindAsync(Tenant, "a"))!;
        (row.State, row.Priority, row.UniqueKey, row.MaxAttempts, row.Attempts, row.Fence, row.CreatedAt, row.NotBefore, row.LeaseUntil, row.Payload.Text())
            .ShouldBe((TaskState.Delayed, -3, "k", 5, 0, 0, At, At.AddSeconds(9), null, "work"));
        var taken = (await Store.TakeAsync(Tenant, 1, At.AddSeconds(9), Lease)).Single();
        (taken.State, taken.Attempts, taken.Fence, taken.NotBefore, taken.StartedAt, taken.LeaseUntil)
            .ShouldBe((TaskState.Running, 1, 1, null, At.AddSeconds(9), Lease));
        (await Store.CompleteAsync(Tenant, "a", 1, Bytes.Of("went well"), At.AddSeconds(10))).ShouldBeTrue();
        row = (await Store.FindAsync(Tenant, "a"))!;
        (row.State, row.LeaseUntil, row.FinishedAt, row.Outcome!.Value.Text()).ShouldBe((TaskState.Done, null, At.AddSeconds(10), "went well"));
    }

    [Fact]
    public async Task Higher_priorities_go_first_and_none_goes_before_its_time()
    {
        await Store.EnqueueAsync(Tenant,
        [
            New("low") with { Priority = -1 }, New("mid"), New("high") with { Priority = 9 },
            New("later") with { Priority = 10, NotBefore = At.AddSeconds(5) }, New("mid2"),
        ]);
        (await TakeAsync(2)).ShouldBe(["high", "mid"]);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(2, 1, 2, 0, 2, 0, 0));
        (await Store.LookAheadAsync(Tenant)).ShouldBe(new TaskOutlook(true, At.AddSeconds(5), Lease));
        (await Store.TakeAsync(Tenant, 9, At.AddSeconds(5), Lease)).Select(task => task.Id).ShouldBe(["later", "mid2", "low"]);
        (await Store.LookAheadAsync(Tenant)).ShouldBe(new TaskOutlook(false, null, Lease));
        (await Store.LookAheadAsync(StorageFixture.NewTenant())).ShouldBe(new TaskOutlook(false, null, null));
    }

    [Fact]
    public async Task A_key_is_one_task_until_that_has_ended()
    {
        (await KeyedAsync("a", "k")).ShouldBe(new TaskEnqueueResult(false, "a"));
        (await KeyedAsync("b", "k")).ShouldBe(new TaskEnqueueResult(true, "a"), "queued");
        await TakeAsync(1);
        (await KeyedAsync("b", "k")).ShouldBe(new TaskEnqueueResult(true, "a"), "in flight");
        (await Store.FindOpenAsync(Tenant, "k"))!.Id.ShouldBe("a");
        await Store.CompleteAsync(Tenant, "a", 1, null, At);
        (await Store.FindOpenAsync(Tenant, "k")).ShouldBeNull();
        (await KeyedAsync("b", "k")).ShouldBe(new TaskEnqueueResult(false, "b"));
        (await KeyedAsync("b", "other")).ShouldBe(new TaskEnqueueResult(true, "b"), "an id is one task for ever");
        (await KeyedAsync("a", null)).ShouldBe(new TaskEnqueueResult(true, "a"), "also when it has ended");
        (await Store.EnqueueAsync(Tenant, [New("x") with { UniqueKey = "x" }, New("y") with { UniqueKey = "x" }])).ShouldBe([new(false, "x"), new(true, "x")]);
        (await Store.CountAsync(Tenant)).Queued.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_that_store_the_same_key_at_once_one_does()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => KeyedAsync($"t{i}", "k")));
        var first = results.Single(result => !result.IsExisting).Id;
        results.ShouldAllBe(result => result.Id == first);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(1, 0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Many_takers_in_two_processes_get_each_task_once()
    {
        const int Tasks = 600;
        var other = fixture.Open().GetRequiredService<ITaskStore>();
        await Store.EnqueueAsync(Tenant, [.. Enumerable.Range(0, Tasks).Select(i => New($"t{i}") with { Priority = i % 3 })]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(async taker =>
        {
            var (store, mine) = (taker % 2 == 0 ? Store : other, new List<string>());
            while (mine.Count < Tasks && await store.TakeAsync(Tenant, 1 + (taker % 5), At, Lease) is { Count: > 0 } batch)
            {
                foreach (var task in batch)
                {
                    (await store.CompleteAsync(Tenant, task.Id, task.Fence, null, At)).ShouldBeTrue();
                    mine.Add(task.Id);
                }
            }

            return mine;
        }));
        taken.SelectMany(ids => ids).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Tasks).Select(i => $"t{i}").Order(StringComparer.Ordinal));
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(0, 0, 0, 0, Tasks, Tasks, 0));
    }

    [Fact]
    public async Task Of_many_takers_of_one_task_one_gets_it()
    {
        await EnqueueAsync("a");
        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TakeAsync(1)));
        taken.SelectMany(ids => ids).ShouldBe(["a"]);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(0, 0, 1, 0, 1, 0, 0));
    }

    [Fact]
    public async Task Who_held_a_task_before_changes_nothing_any_more()
    {
        await Store.EnqueueAsync(Tenant, [New("a") with { MaxAttempts = 3 }, New("b") with { MaxAttempts = 3 }]);
        var late = fixture.Open().GetRequiredService<ITaskStore>();
        (await late.TakeAsync(Tenant, 1, At, Lease)).Single().Id.ShouldBe("a");

        (await Store.FailAsync(Tenant, "a", 1, At, null, At)).ShouldBe(TaskState.Delayed);
        var again = (await Store.TakeAsync(Tenant, 1, Lease, Lease.AddMinutes(1))).Single();
        (again.Id, again.Attempts, again.Fence).ShouldBe(("a", 2, 2), "at its old place");

        (await late.CompleteAsync(Tenant, "a", 1, null, Lease)).ShouldBeFalse();
        (await late.FailAsync(Tenant, "a", 1, Lease, null, Lease)).ShouldBeNull();
        (await Store.CompleteAsync(Tenant, "a", 2, null, Lease)).ShouldBeTrue();
        (await Store.CompleteAsync(Tenant, "a", 2, null, Lease)).ShouldBeFalse();
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(1, 0, 0, 0, 2, 1, 1));
    }

    [Fact]
    public async Task What_fails_waits_for_its_retry_and_is_dead_when_its_attempts_are_used_up()
    {
        await Store.EnqueueAsync(Tenant, [New("a") with { MaxAttempts = 2 }]);
        await TakeAsync(1);
        (await Store.FailAsync(Tenant, "a", 1, At.AddSeconds(30), Bytes.Of("no model"), At)).ShouldBe(TaskState.Delayed);
        (await TakeAsync(1)).ShouldBeEmpty();
        (await Store.FindAsync(Tenant, "a"))!.Outcome!.Value.Text().ShouldBe("no model");
        (await Store.TakeAsync(Tenant, 1, At.AddSeconds(30), Lease)).Single().Fence.ShouldBe(2);
        (await Store.FailAsync(Tenant, "a", 2, At.AddSeconds(60), Bytes.Of("again"), At.AddSeconds(31))).ShouldBe(TaskState.Dead);
        var dead = (await Store.FindAsync(Tenant, "a"))!;
        (dead.State, dead.NotBefore, dead.FinishedAt, dead.Outcome!.Value.Text()).ShouldBe((TaskState.Dead, null, At.AddSeconds(31), "again"));
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(0, 0, 0, 1, 2, 0, 2));
    }

    [Fact]
    public async Task What_is_not_to_be_tried_again_is_dead_at_once_and_a_person_may_queue_it_anew()
    {
        await Store.EnqueueAsync(Tenant, [New("a") with { MaxAttempts = 5, UniqueKey = "k" }]);
        await TakeAsync(1);
        (await Store.RequeueAsync(Tenant, "a")).ShouldBeFalse("it runs");
        (await Store.FailAsync(Tenant, "a", 1, null, null, At)).ShouldBe(TaskState.Dead);
        await KeyedAsync("b", "k");
        (await Store.RequeueAsync(Tenant, "a")).ShouldBeFalse("another one has its key");
        (await Store.CancelAsync(Tenant, "b", At)).ShouldBeTrue();
        (await Store.RequeueAsync(Tenant, "a")).ShouldBeTrue();
        (await Store.RequeueAsync(Tenant, "a")).ShouldBeFalse();
        var again = (await Store.TakeAsync(Tenant, 1, At, Lease)).Single();
        (again.Attempts, again.Fence, again.FinishedAt).ShouldBe((1, 2, null), "no token comes twice");
    }

    [Fact]
    public async Task Several_end_together_each_by_its_own_token()
    {
        await EnqueueAsync("b", "a", "c");
        await TakeAsync(2);
        (await Store.CompleteAsync(Tenant, [new TaskEnd("b", 1) { Outcome = Bytes.Of("well") }, new TaskEnd("a", 2), new TaskEnd("c", 0), new TaskEnd("d", 1)], At))
            .ShouldBe([true, false, false, false]);
        (await Store.FindAsync(Tenant, "b"))!.Outcome!.Value.Text().ShouldBe("well");
        (await Store.CompleteAsync(Tenant, [], At)).ShouldBeEmpty();
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(1, 0, 1, 0, 2, 1, 0));
    }

    [Fact]
    public async Task What_is_open_can_be_cancelled_and_its_taker_learns_of_it()
    {
        await Store.EnqueueAsync(Tenant, [New("a"), New("b"), New("c") with { NotBefore = Lease }]);
        await TakeAsync(1);
        foreach (var id in new[] { "a", "b", "c" })
        {
            (await Store.CancelAsync(Tenant, id, At)).ShouldBeTrue(id);
        }

        (await Store.CancelAsync(Tenant, "a", At)).ShouldBeFalse();
        (await Store.CompleteAsync(Tenant, "a", 1, null, At)).ShouldBeFalse();
        (await Store.TakeAsync(Tenant, 9, Lease, Lease)).ShouldBeEmpty();
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(0, 0, 0, 0, 1, 0, 0));
    }

    [Fact]
    public async Task Lists_filter_and_page_newest_first()
    {
        await EnqueueAsync("a", "b", "c", "d");
        await TakeAsync(2);
        await Store.FailAsync(Tenant, "a", 1, null, null, At);
        (await ListAsync(new TaskFilter())).ShouldBe(["d", "c", "b", "a"]);
        (await ListAsync(new TaskFilter { State = TaskState.Queued })).ShouldBe(["d", "c"]);
        (await ListAsync(new TaskFilter { State = TaskState.Dead })).ShouldBe(["a"]);
        var page = await Store.ListAsync(Tenant, new TaskFilter { Limit = 3 });
        (await ListAsync(new TaskFilter { BeforeOrder = page[^1].Order })).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Pruning_takes_what_has_ended_and_keeps_what_was_counted()
    {
        await EnqueueAsync("done", "dead", "open", "queued");
        await TakeAsync(3);
        await Store.CompleteAsync(Tenant, "done", 1, null, At);
        await Store.FailAsync(Tenant, "dead", 1, null, null, At);
        (await Store.PruneAsync(Tenant, At, At)).ShouldBe(0);
        (await Store.PruneAsync(Tenant, At.AddSeconds(1), At)).ShouldBe(1);
        (await ListAsync(new TaskFilter())).ShouldBe(["queued", "open", "dead"]);
        (await Store.PruneAsync(Tenant, At.AddSeconds(1), At.AddSeconds(1))).ShouldBe(1);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(1, 0, 1, 0, 3, 1, 1));
    }

    [Fact]
    public async Task Another_tenant_has_its_own_tasks_under_the_same_names_and_reaches_no_others()
    {
        var other = StorageFixture.NewTenant();
        await Store.EnqueueAsync(Tenant, [New("running") with { UniqueKey = "k", Priority = 1 }, New("dead"), New("queued")]);
        await TakeAsync(2);
        await Store.FailAsync(Tenant, "dead", 1, null, null, At);

        (await Store.TakeAsync(other, 9, At, Lease)).ShouldBeEmpty();
        (await Store.FindAsync(other, "queued")).ShouldBeNull();
        (await Store.FindOpenAsync(other, "k")).ShouldBeNull();
        (await Store.ListAsync(other, new TaskFilter())).ShouldBeEmpty();
        (await Store.CountAsync(other)).ShouldBe(new TaskCounts(0, 0, 0, 0, 0, 0, 0));
        (await fixture.Get<ITenantKeys>().FindAsync(other)).ShouldBeNull("who only looks leaves nothing behind");

        (await Store.EnqueueAsync(other, [New("running") with { UniqueKey = "k" }])).ShouldBe([new(false, "running")]);
        (await Store.CompleteAsync(other, "running", 1, null, At)).ShouldBeFalse();
        (await Store.FailAsync(other, "running", 1, At, null, At)).ShouldBeNull();
        (await Store.CancelAsync(other, "queued", At)).ShouldBeFalse();
        (await Store.RequeueAsync(other, "dead")).ShouldBeFalse();
        (await Store.PruneAsync(other, Lease, Lease)).ShouldBe(0);
        (await Store.TakeAsync(other, 9, At, Lease)).Select(task => task.Id).ShouldBe(["running"]);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(1, 0, 1, 1, 2, 0, 1));
    }

    [Fact]
    public async Task What_is_stored_is_sealed_for_its_tenant_and_row()
    {
        await Store.EnqueueAsync(Tenant, [new NewTask("a", Bytes.Of("secret words"), At), new NewTask("b", Bytes.Of("other words"), At)]);
        await TakeAsync(1);
        await Store.FailAsync(Tenant, "a", 1, At, Bytes.Of("secret end"), At);
        var database = fixture.Get<IDatabase>();
        var columns = await database.QueryAsync(
            new Statement("SELECT payload, coalesce(outcome, payload) FROM tasks WHERE tenant = $1"),
            row => System.Text.Encoding.Latin1.GetString([.. row.GetBytes(0), .. row.GetBytes(1)]), CancellationToken.None, Tenant);
        columns.Count.ShouldBe(2);
        columns.ShouldAllBe(text => !text.Contains("words") && !text.Contains("secret"));

        await database.ExecuteAsync(
            new Statement("UPDATE tasks SET payload = (SELECT payload FROM tasks AS o WHERE o.tenant = $1 AND o.id = 'a') WHERE tenant = $1 AND id = 'b'"),
            CancellationToken.None, Tenant);
        await Should.ThrowAsync<SealBrokenException>(() => Store.FindAsync(Tenant, "b"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task So_many_are_not_taken(int count) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.TakeAsync(Tenant, count, At, Lease));

    [Fact]
    public async Task A_task_that_may_never_be_taken_is_refused() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.EnqueueAsync(Tenant, [New("a") with { MaxAttempts = 0 }]));

    /// <summary>Whatever is done in whatever order, the counters say what the rows say, and the totals what was answered.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counters_say_what_the_rows_say(int seed)
    {
        var random = new Random(seed);
        var now = At;
        long taken = 0, processed = 0, failed = 0, stored = 0;
        List<(string Id, long Fence)> held = [];
        for (var step = 0; step < 250; step++)
        {
            now = now.AddSeconds(random.Next(4));
            string id = $"t{random.Next(60)}";
            (string Id, long Fence) mine = held.Count > 0 ? held[random.Next(held.Count)] : (id, 1);
            switch (random.Next(10))
            {
                case 0 or 1 or 2:
                    stored += (await Store.EnqueueAsync(Tenant, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Random(random, now))])).Count(result => !result.IsExisting);
                    break;
                case 3 or 4:
                    var batch = await Store.TakeAsync(Tenant, random.Next(1, 5), now, now.AddSeconds(random.Next(1, 10)));
                    taken += batch.Count;
                    held.AddRange(batch.Select(task => (task.Id, task.Fence)));
                    break;
                case 5:
                    processed += await Store.CompleteAsync(Tenant, mine.Id, mine.Fence, null, now) ? 1 : 0;
                    break;
                case 6:
                    failed += await Store.FailAsync(Tenant, mine.Id, mine.Fence, random.Next(4) == 0 ? null : now.AddSeconds(3), null, now) is null ? 0 : 1;
                    break;
                case 7 or 8:
                    _ = random.Next(2) == 0 ? await Store.CancelAsync(Tenant, id, now) : await Store.RequeueAsync(Tenant, id);
                    break;
                default:
                    stored -= await Store.PruneAsync(Tenant, now.AddSeconds(-20), now.AddSeconds(-60));
                    break;
            }

            var rows = await Store.ListAsync(Tenant, new TaskFilter { Limit = 1000 });
            rows.Count.ShouldBe((int)stored);
            long Of(TaskState state) => rows.LongCount(row => row.State == state);
            (await Store.CountAsync(Tenant)).ShouldBe(
                new TaskCounts(Of(TaskState.Queued), Of(TaskState.Delayed), Of(TaskState.Running), Of(TaskState.Dead), taken, processed, failed), $"seed {seed}, step {step}");
        }

        (taken, processed, failed).ShouldSatisfyAllConditions(all => all.taken.ShouldBeGreaterThan(20), all => all.processed.ShouldBeGreaterThan(3), all => all.failed.ShouldBeGreaterThan(3));
    }

    protected async Task EnqueueAsync(params string[] ids) => await Store.EnqueueAsync(Tenant, [.. ids.Select(New)]);

    protected async Task<IEnumerable<string>> TakeAsync(int count) => (await Store.TakeAsync(Tenant, count, At, Lease)).Select(task => task.Id);

    private static NewTask New(string id) => new(id, Bytes.Of($"work of {id}"), At);

    private static NewTask Random(Random random, DateTimeOffset now) => new($"t{random.Next(60)}", Bytes.Of("x"), now)
    {
        UniqueKey = random.Next(3) == 0 ? $"k{random.Next(5)}" : null,
        Priority = random.Next(3),
        MaxAttempts = random.Next(1, 4),
        NotBefore = random.Next(3) == 0 ? now.AddSeconds(random.Next(5)) : null,
    };

    private async Task<TaskEnqueueResult> KeyedAsync(string id, string? key) => (await Store.EnqueueAsync(Tenant, [New(id) with { UniqueKey = key }])).Single();

    private async Task<IEnumerable<string>> ListAsync(TaskFilter filter) => (await Store.ListAsync(Tenant, filter)).Select(task => task.Id);
}
