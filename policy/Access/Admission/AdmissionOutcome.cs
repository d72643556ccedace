namespace Moltbot.Policy.Access.Admission;

/// <summary>What becomes of an update.</summary>
public enum AdmissionOutcome
{
    /// <summary>Nothing; also the value of a decision nobody made.</summary>
    Drop,

    /// <summary>It goes on to its session.</summary>
    Admit,

    /// <summary>It is dropped, and its sender is offered a pairing code.</summary>
    OfferPairing,

    /// <summary>It is not answered, but kept and shown with the next message that is.</summary>
    KeepAsContext,
}
