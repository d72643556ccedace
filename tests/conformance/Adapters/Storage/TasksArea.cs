using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tasks;

namespace Moltbot.Conformance.Adapters.Storage;

/// <summary>The seed's rules about the task queue, asked of the store that keeps it. A pop is to take one and to complete it.</summary>
public sealed class TasksArea : ICaseArea
{
    private const string Tenant = "seed";

    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    public IEnumerable<CaseFunction> Functions => [new("taskQueue", static input => Queue(input).GetAwaiter().GetResult())];

    public IEnumerable<Difference> Differences => [];

    private static async Task<JsonNode?> Queue(JsonElement input)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("moltbot-case-");
        try
        {
            await using ServiceProvider services = new ServiceCollection()
                .AddMoltbotStorage(new StorageOptions { StatePath = folder.FullName }).BuildServiceProvider();
            await services.GetRequiredService<IMigrator>().MigrateAsync();
            var store = services.GetRequiredService<ITaskStore>();
            IReadOnlyList<string> pushed = input.Texts("pushLeft") ?? [];
            await store.EnqueueAsync(Tenant, [.. pushed.Select(static (text, at) => new NewTask($"{at}", Encoding.UTF8.GetBytes(text), At))]);

            if (input.Number("concurrentPops") is { } together)
            {
                string?[] raced = await Task.WhenAll(Enumerable.Range(0, (int)together).Select(_ => Pop(store)));
                return new JsonObject { ["nonNull"] = raced.Count(static each => each is not null), ["processed"] = await Processed(store) };
            }

            var popped = new JsonArray();
            for (int pops = (int)(input.Number("pop") ?? throw new NotSupportedException("a case pops, or pops concurrently")); pops > 0; pops--)
            {
                popped.Add(await Pop(store));
            }

            return new JsonObject { ["popped"] = popped, ["processed"] = await Processed(store) };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string?> Pop(ITaskStore store)
    {
        if (await store.TakeAsync(Tenant, 1, At, At.AddMinutes(1)) is not [var task])
        {
            return null;
        }

        await store.CompleteAsync(Tenant, task.Id, task.Fence, null, At);
        return Encoding.UTF8.GetString(task.Payload.Span);
    }

    /// <summary>What was taken, as long as that is what was completed too: the count of the first is part of the taking itself.</summary>
    private static async Task<long> Processed(ITaskStore store)
    {
        TaskCounts counts = await store.CountAsync(Tenant);
        return counts is { Queued: 0, Running: 0 } && counts.Taken == counts.Processed ? counts.Taken : throw new InvalidOperationException($"{counts}");
    }
}
