using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Sessions;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Bench.Seeding;

/// <summary>
/// Fills a database with sessions as if people had talked in them: row, transcript and index entry, through the product's own stores
/// and sealed with the state folder's key.
/// </summary>
internal static class SessionSeeder
{
    private const int Batch = 2000;

    private static readonly JsonSerializerOptions IndexJson = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The key of a stored session.</summary>
    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"agent:main:stored-{number}");

    public static async Task Seed(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        await using var services = new ServiceCollection()
            .AddMoltbotStorage(new StorageOptions { StatePath = folder, SqliteSynchronous = SqliteSynchronous.Normal })
            .BuildServiceProvider();
        await services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var first = 0; first < count; first += Batch)
        {
            // The newest is the last; one a second into the past.
            var entries = Enumerable.Range(first, Math.Min(Batch, count - first)).Select(i => EntryOf(i, now - ((count - i) * 1000L))).ToArray();
            await Task.WhenAll(entries.Select(entry => Store(services, entry)));
            await services.GetRequiredService<ISessionIndexStore>().UpsertAsync(TenantId.Default, [.. entries.Select(RowOf)]);
        }
    }

    private static SessionEntry EntryOf(int number, long updatedAt) => new()
    {
        Key = KeyOf(number),
        SessionId = Guid.NewGuid().ToString(),
        UpdatedAt = updatedAt,
        SystemSent = true,
        ModelProvider = "bench",
        Model = "instant",
        ContextTokens = 200_000,
        Tokens = new TokenUsage { Input = 40, Output = 16 },
        TranscriptHead = 2,
        DerivedTitle = "How are you today?",
        LastMessagePreview = "I am well, thank you for asking.",
    };

    private static async Task Store(ServiceProvider services, SessionEntry entry)
    {
        await services.GetRequiredService<ITranscriptStore>().AppendAsync(
            new TranscriptKey(TenantId.Default, entry.Key, entry.SessionId),
            [Message(1, entry, "user", "How are you today?"), Message(2, entry, "assistant", "I am well, thank you for asking.")]);
        await services.GetRequiredService<SealedGrainStorage>().WriteStateAsync(
            "session",
            GrainId.Create("session", GrainKey.ForSession(TenantId.Default, entry.Key).ToString()),
            new GrainState<SessionState> { State = new SessionState { Entry = entry, Epoch = 1 } });
    }

    private static TranscriptRow Message(long sequence, SessionEntry entry, string role, string text) => new(
        sequence,
        DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt),
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"r":"stored","m":{"role":"{{{role}}}","content":[{"type":"text","text":"{{{text}}}"}],"timestamp":{{{entry.UpdatedAt}}}}}""")));

    private static SessionIndexRow RowOf(SessionEntry entry) => new()
    {
        Key = entry.Key,
        AgentId = "main",
        SessionId = entry.SessionId,
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt),
        Revision = entry.UpdatedAt,
        Payload = JsonSerializer.SerializeToUtf8Bytes(entry, IndexJson),
    };
}
