using Moltbot.Storage.Reminders;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Reminders;

public abstract class ReminderRowsTests(StorageFixture fixture) : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly IReminderRows rows = fixture.Get<IReminderRows>();

    [Fact]
    public async Task A_row_comes_back_with_an_etag_that_changes_with_each_write()
    {
        var row = Row("cron/t/j1", 5, "due");
        var first = await rows.UpsertAsync(row);
        (await rows.ReadAsync("cron/t/j1", "due")).ShouldBe(row with { ETag = first });
        var second = await rows.UpsertAsync(row with { Period = TimeSpan.FromDays(40) });
        second.ShouldNotBe(first);
        (await rows.ReadAsync("cron/t/j1")).Single().Period.ShouldBe(TimeSpan.FromDays(40));
    }

    [Fact]
    public async Task Removal_needs_the_current_etag()
    {
        var etag = await rows.UpsertAsync(Row("cron/t/j1", 5, "due"));
        (await rows.RemoveAsync("cron/t/j1", "due", "17")).ShouldBeFalse();
        (await rows.RemoveAsync("cron/t/j1", "due", "nonsense")).ShouldBeFalse();
        (await rows.RemoveAsync("cron/t/j1", "due", etag)).ShouldBeTrue();
        (await rows.RemoveAsync("cron/t/j1", "due", etag)).ShouldBeFalse();
        (await rows.ReadAsync("cron/t/j1", "due")).ShouldBeNull();
    }

    [Fact]
    public async Task A_row_made_again_has_another_etag_than_its_predecessor()
    {
        var etag = await rows.UpsertAsync(Row("cron/t/j1", 5, "due"));
        await rows.RemoveAsync("cron/t/j1", "due", etag);
        await rows.UpsertAsync(Row("cron/t/j1", 5, "due"));
        (await rows.RemoveAsync("cron/t/j1", "due", etag)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(10u, 30u, "20,30")]
    [InlineData(30u, 10u, "10,4294967295")]
    [InlineData(20u, 20u, "10,20,30,4294967295")]
    [InlineData(0u, uint.MaxValue, "10,20,30,4294967295")]
    public async Task Ranges_are_open_at_the_start_closed_at_the_end_and_wrap(uint begin, uint end, string expected)
    {
        foreach (var hash in new[] { 10u, 20u, 30u, uint.MaxValue })
        {
            await rows.UpsertAsync(Row($"g/{hash}", hash, "r"));
        }

        string.Join(',', (await rows.ReadRangeAsync(begin, end)).Select(row => row.GrainHash).Order()).ShouldBe(expected);
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var row in await rows.ReadRangeAsync(0, 0))
        {
            await rows.RemoveAsync(row.GrainId, row.Name, row.ETag);
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private static ReminderRow Row(string grain, uint hash, string name) => new(grain, hash, name, At, TimeSpan.FromMinutes(1));
}
