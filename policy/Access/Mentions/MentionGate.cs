namespace Moltbot.Policy.Access.Mentions;

/// <summary>Whether a group message is answered (security.md §5).</summary>
/// <param name="EffectivelyMentioned">Whether it counts as a mention.</param>
/// <param name="Skip">Whether it is kept as context only.</param>
/// <param name="Bypassed">Whether it passed as an authorised command.</param>
public sealed record MentionGate(bool EffectivelyMentioned, bool Skip, bool Bypassed)
{
    /// <summary>Judges a message for which the bypass was decided already.</summary>
    public static MentionGate Decide(bool requireMention, MentionFacts facts, bool bypass)
    {
        var effective = facts.WasMentioned || facts.IsImplicit || bypass;
        return new MentionGate(effective, requireMention && facts.CanDetect && !effective, bypass);
    }

    /// <summary>Judges a message that may be a command: one of an authorised sender that names nobody needs no mention.</summary>
    public static MentionGate Decide(
        bool isGroup, bool requireMention, MentionFacts facts, bool allowTextCommands, bool isControlCommand, bool isCommandAuthorized)
    {
        var bypass = isGroup && requireMention && !facts.WasMentioned && !facts.HasAnyMention
            && allowTextCommands && isCommandAuthorized && isControlCommand;
        return Decide(requireMention, facts, bypass);
    }
}
