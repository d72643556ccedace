using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Grains.Channels;
using Moltbot.Grains.Tests.Channels.Support;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Storage;
using Moltbot.Storage.Inbox;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>What was acknowledged is taken in, whatever goes wrong in between and however much of it there is.</summary>
public sealed class InboxDrainTests : IDisposable
{
    private const string Config = "{ channels: { telegram: { botToken: '1:x' } } }";
    private static readonly GrainKey Key = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private static readonly ChannelAccount Row = new(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly UnrulyInbox _inbox = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_is_away_when_the_account_wakes_up_is_asked_again()
    {
        await using GrainHost host = await Start();
        await Leave(host, ["1"]);
        int asked = 0;
        _inbox.BeforeRead = () => asked++ == 0 ? throw new IOException("away") : Task.CompletedTask;

        await Wake(host);
        await _time.WhenArmed(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));

        await _inbox.WhenDone(static done => done.Contains("1"));
    }

    [Fact]
    public async Task More_than_a_page_is_taken_in_though_none_fails()
    {
        await using GrainHost host = await Start();
        await Leave(host, [.. Enumerable.Range(1, 205).Select(static number => $"{number}")]);

        await Wake(host);

        await _inbox.WhenDone(static done => done.Count == 205);
    }

    [Fact]
    public async Task A_page_of_updates_that_fail_keeps_no_other_waiting()
    {
        await using GrainHost host = await Start();
        _inbox.BeforeDone = static id => id.StartsWith("bad", StringComparison.Ordinal) ? throw new IOException("no") : Task.CompletedTask;
        await Leave(host, [.. Enumerable.Range(1, 100).Select(static number => $"bad{number}"), "good"]);

        await Wake(host);

        await _inbox.WhenDone(static done => done.SetEquals(["good"]));
    }

    [Fact]
    public async Task A_new_failure_does_not_put_off_the_next_attempt()
    {
        await using GrainHost host = await Start();
        await Wake(host);
        _inbox.BeforeDone = static _ => throw new IOException("no");
        (await Receive(host, "1")).Outcome.ShouldBe("stored");
        await _time.WhenArmed(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        (await Receive(host, "2")).Outcome.ShouldBe("stored");
        _inbox.BeforeDone = static _ => Task.CompletedTask;

        _time.Advance(TimeSpan.FromSeconds(0.5));

        await _inbox.WhenDone(static done => done.SetEquals(["1", "2"]));
    }

    [Fact]
    public async Task A_lease_is_renewed_while_an_update_takes_its_time()
    {
        await using GrainHost host = await Start();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.BeforeDone = async _ =>
        {
            stuck.TrySetResult();
            await go.Task;
        };
        await Leave(host, ["1"]);
        await Wake(host);
        await stuck.Task.InTime();

        (await host.AsGateway<IChannelAccountGrain>(Key).AcquireLease("one").InTime()).Granted.ShouldBeTrue();

        go.SetResult();
        await _inbox.WhenDone(static done => done.Contains("1"));
    }

    [Fact]
    public async Task An_update_that_was_stored_though_storing_failed_is_taken_in()
    {
        await using GrainHost host = await Start();
        await Wake(host);
        _inbox.AfterInsert = static _ => throw new IOException("the answer went lost");
        await Should.ThrowAsync<IOException>(() => Receive(host, "1"));
        _inbox.AfterInsert = static _ => Task.CompletedTask;
        (await Receive(host, "1")).Outcome.ShouldBe("duplicate");

        // By the run that its waking brought, when that was late, else by the one after the pause.
        Task done = _inbox.WhenDone(static done => done.Contains("1"));
        await Task.WhenAny(done, _time.WhenArmed(TimeSpan.FromSeconds(2)));
        _time.Advance(TimeSpan.FromSeconds(2));

        await done;
    }

    private Task<GrainHost> Start() => GrainHost.Start(_folder.Path, Config, _time, _inbox.Replace);

    /// <summary>Leaves updates as a crash does: stored, and not done.</summary>
    private static async Task Leave(GrainHost host, IEnumerable<string> updateIds)
    {
        var store = host.Services.GetRequiredService<IInboxStore>();
        foreach (string id in updateIds)
        {
            await store.InsertAsync(Row, id, JsonSerializer.SerializeToUtf8Bytes(Update(id), ChannelJson.Default.InboundMessage), DateTimeOffset.UnixEpoch);
        }
    }

    private static Task Wake(GrainHost host) => host.AsGateway<IChannelAccountGrain>(Key).Status();

    private static Task<ReceiveResult> Receive(GrainHost host, string updateId) => host.AsGateway<IChannelAccountGrain>(Key).Receive(Update(updateId));

    private static InboundMessage Update(string id) => new()
    {
        UpdateId = id, Kind = InboundKind.Membership, ChatId = "7", ChatKind = ChatKind.Direct, Text = "", SentAt = 1_700_000_000_000,
    };
}
