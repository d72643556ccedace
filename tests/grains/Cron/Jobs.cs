using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>Jobs of the tenant of a <see cref="SessionHost"/>.</summary>
internal static class Jobs
{
    public const string Id = "job-1";

    /// <summary>A line for the main session.</summary>
    public static string Line(string schedule, string more = "") =>
        $$$"""{"name":"report","enabled":true,"schedule":{{{schedule}}},"sessionTarget":"main","wakeMode":"next-heartbeat","payload":{"kind":"systemEvent","text":"ping"}{{{more}}}}""";

    /// <summary>A turn in a session of its own.</summary>
    public static string Turn(string schedule, string payload = "", string more = "") =>
        $$$"""{"name":"report","enabled":true,"schedule":{{{schedule}}},"sessionTarget":"isolated","wakeMode":"now","payload":{"kind":"agentTurn","message":"report"{{{payload}}}}{{{more}}}}""";

    public static string Every(TimeSpan period) => $$"""{"kind":"every","everyMs":{{(long)period.TotalMilliseconds}}}""";

    public static string At(DateTimeOffset moment) => $$"""{"kind":"at","atMs":{{moment.ToUnixTimeMilliseconds()}}}""";

    public static ICronJobGrain Job(this SessionHost host, string id = Id) => host.Grain<ICronJobGrain>(GrainKey.ForBucket(SessionHost.Tenant, id).ToString());

    public static ICronIndexGrain JobIndex(this SessionHost host) => host.Grain<ICronIndexGrain>(SessionHost.Tenant);

    public static async Task<CronJobView> AddJob(this SessionHost host, string spec, GrainInterfaces.Channels.ReplyTarget? target = null)
    {
        CronChange change = await host.Job().Add(Id, spec, target);
        change.Refusal.ShouldBeNull();
        return change.Job!;
    }

    /// <summary>The ends of runs that were told, once there are so many.</summary>
    public static async Task<IReadOnlyList<CronJobEvent>> Finished(this SessionHost host, int count)
    {
        await Waits.Until(() => Ends().Count >= count, $"{count} runs of the job have ended");
        return Ends();

        IReadOnlyList<CronJobEvent> Ends() => [.. host.Events.All.OfType<CronJobEvent>().Where(static told => told.Action == "finished")];
    }

    public static async Task<IReadOnlyList<string>> Audited(this SessionHost host) =>
        [.. (await host.Grain<IAuditGrain>(SessionHost.Tenant).Tail(100)).Select(static record => record.Entry.Action).Where(static action => action.StartsWith("cron.", StringComparison.Ordinal))];

    /// <summary>The tenant itself.</summary>
    public static void Keep(IServiceCollection services)
    {
        var documents = new GrainHost.TestDocuments(Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():N}.json"));
        services.AddSingleton<IConfigurationDocuments>(documents);
        services.AddSingleton<IGatewaySecrets>(documents);
    }
}
