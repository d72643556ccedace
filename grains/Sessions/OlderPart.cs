using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>The part of a conversation that a summary can take the place of.</summary>
/// <param name="Seen">The session when it was looked at.</param>
/// <param name="FirstKept">The first message that stays word for word.</param>
/// <param name="Lines">The messages before as material for a summary, oldest first.</param>
/// <param name="Messages">How many they are.</param>
/// <param name="Tokens">How much of a prompt they take, estimated.</param>
/// <param name="KeptCharacters">How much those that stay take.</param>
/// <param name="Summary">The summary so far; null for none.</param>
internal sealed record OlderPart(
    SessionEntry Seen, long FirstKept, IReadOnlyList<string> Lines, int Messages, long Tokens, long KeptCharacters, string? Summary);
