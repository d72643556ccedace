namespace Moltbot.Policy.Explanations;

/// <summary>What a rule says of a question.</summary>
public enum RuleWord
{
    /// <summary>Nothing: it is not set, does not concern the question, or leaves it to the next.</summary>
    Nothing,

    Allows,
    Refuses,
}
