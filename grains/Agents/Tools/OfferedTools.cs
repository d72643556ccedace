namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// What a session was offered last. Where nothing changed that the offer follows from, the next turn is offered the same, and policy is not
/// asked; each call is judged when it is made all the same.
/// </summary>
internal sealed class OfferedTools
{
    private Offer? _last;

    /// <summary>What was offered in the very same situation; null when that was another one.</summary>
    public OfferedToTurn? In(OfferSituation situation) => _last is { } last && last.Situation == situation ? last.Offered : null;

    /// <summary>Keeps an offer in place of the last one.</summary>
    public void Keep(OfferSituation situation, OfferedToTurn offered) => _last = new Offer(situation, offered);

    private sealed record Offer(OfferSituation Situation, OfferedToTurn Offered);
}
