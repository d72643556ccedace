using Moltbot.GrainInterfaces.Approvals;

namespace Moltbot.Grains.Approvals;

/// <summary>
/// Keeps a session's allowances in a row of their own: the row of the tenant's rules neither grows with its sessions nor is written when
/// somebody allows something to one.
/// </summary>
internal sealed class ExecAllowancesGrain(
    [PersistentState("exec-allowances", TenantGrain.Store)] IPersistentState<ExecAllowancesState> row,
    TimeProvider time) : TenantGrain(time), IExecAllowancesGrain
{
    /// <summary>
    /// Conversations that are remembered; of more goes the one that was added to longest ago. Arbitrary: more than one there is only where an
    /// answer came after a reset, until the next reset.
    /// </summary>
    private const int MaxConversations = 4;

    /// <summary>Runs that a conversation remembers; of more goes the one that was added first. Arbitrary.</summary>
    private const int MaxRuns = 128;

    public Task<bool> Has(string conversation, string hash) => Task.FromResult(Holds(Find(conversation), hash));

    public Task Add(string conversation, string hash)
    {
        // One that ended has a memory of its own still: an answer that comes late adds to that, and changes nothing of the next.
        ConversationAllowances? known = Find(conversation);
        return Holds(known, hash)
            ? Task.CompletedTask
            : Keep(
            [
                .. Others(conversation).TakeLast(MaxConversations - 1),
                new ConversationAllowances(conversation, [.. (known?.Hashes ?? []).TakeLast(MaxRuns - 1), hash]),
            ]);
    }

    public Task KeepOnly(string? conversation) =>
        Others(conversation).Any() ? Keep([.. row.State.Conversations.Where(known => known.Id == conversation)]) : Task.CompletedTask;

    private static bool Holds(ConversationAllowances? known, string hash) => known?.Hashes.Contains(hash, StringComparer.Ordinal) ?? false;

    private ConversationAllowances? Find(string conversation) => row.State.Conversations.Find(known => known.Id == conversation);

    private IEnumerable<ConversationAllowances> Others(string? conversation) => row.State.Conversations.Where(known => known.Id != conversation);

    /// <summary>What could not be stored does not count, and the activation ends.</summary>
    private async Task Keep(List<ConversationAllowances> conversations)
    {
        ExecAllowancesState before = row.State;
        try
        {
            if (conversations.Count > 0)
            {
                row.State = new ExecAllowancesState { Conversations = conversations };
                await row.WriteStateAsync();
            }
            else
            {
                await row.ClearStateAsync();
                row.State = new ExecAllowancesState();
            }
        }
        catch
        {
            row.State = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
