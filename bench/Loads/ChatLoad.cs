using System.Buffers.Text;
using System.Text;
using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Loads;

/// <summary>
/// People who talk without a pause: each of a connection's sessions sends <c>chat.send</c>, waits for the chat's final event and
/// sends again. A conversation has <see cref="TurnsPerSession"/> turns, then goes on under a new key, so that what a turn costs
/// does not depend on how long the load ran.
/// </summary>
/// <param name="window">When to begin and to end.</param>
/// <param name="name">Names this load's runs; without a colon, another one for each load on a server.</param>
/// <param name="keyOf">The session key of a slot's n-th conversation.</param>
internal sealed class ChatLoad(LoadWindow window, string name, Func<int, int, string> keyOf)
{
    public const int TurnsPerSession = 32;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(name + ":");

    /// <summary>What one connection does.</summary>
    /// <param name="socket">A connection that has said hello.</param>
    /// <param name="first">The first of its sessions.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="log">Gets the durations.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Talk(RawWebSocket socket, int first, int count, LatencyLog log, CancellationToken cancel)
    {
        var turns = new int[count];
        var began = new long[count];
        var isWaiting = new bool[count];
        var waiting = 0;
        for (var slot = 0; slot < count; slot++)
        {
            await Send(slot);
        }

        while (waiting > 0)
        {
            if (EndOf(await socket.Receive(cancel), first) is not { } end || end.Slot - first >= count)
            {
                // What another connection's session said.
                continue;
            }

            var slot = end.Slot - first;
            if (!isWaiting[slot] || end.Turn != turns[slot])
            {
                continue;
            }

            isWaiting[slot] = false;
            waiting--;
            if (end.IsOk)
            {
                window.Succeeded(log, began[slot]);
            }
            else
            {
                window.Failed();
            }

            if (!window.IsOver)
            {
                await Send(slot);
            }
        }

        async Task Send(int slot)
        {
            var turn = ++turns[slot];
            began[slot] = TimeProvider.System.GetTimestamp();
            isWaiting[slot] = true;
            waiting++;
            var run = $"{name}:{first + slot}:{turn}";
            await socket.Send(
                Encoding.UTF8.GetBytes($$$"""{"type":"req","id":"{{{run}}}","method":"chat.send","params":{"sessionKey":"{{{keyOf(first + slot, (turn - 1) / TurnsPerSession)}}}","message":"How are you today, number {{{turn}}}?","idempotencyKey":"{{{run}}}"}}"""),
                cancel);
        }
    }

    /// <summary>Whether a frame ends a turn of ours: the chat's end, or a request that was refused.</summary>
    private (int Slot, int Turn, bool IsOk)? EndOf(ReadOnlyMemory<byte> text, int first)
    {
        var frame = Frame.Read(text.Span);
        if (frame.Kind == FrameKind.Other || (frame.Kind == FrameKind.Response && frame.IsOk))
        {
            return null;
        }

        var id = frame.Id;
        return id.StartsWith(_prefix)
            && Utf8Parser.TryParse(id[_prefix.Length..], out int slot, out var used)
            && id.Length > _prefix.Length + used + 1
            && Utf8Parser.TryParse(id[(_prefix.Length + used + 1)..], out int turn, out _)
            && slot >= first
                ? (slot, turn, frame.IsOk)
                : null;
    }
}
