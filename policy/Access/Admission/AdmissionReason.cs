namespace Moltbot.Policy.Access.Admission;

/// <summary>Why an update was admitted or not; audit records and <c>moltbot.policy.admission</c> show it.</summary>
public enum AdmissionReason
{
    /// <summary>The account is not configured or switched off.</summary>
    AccountClosed,

    /// <summary>The platform names no sender, so nobody is asking.</summary>
    NoSender,
    OwnUpdate,

    /// <summary>Another bot; two that answer one another do not stop.</summary>
    SenderIsBot,
    DmDisabled,
    DmOpen,
    DmSenderListed,
    DmSenderApproved,
    DmSenderUnknown,
    NoGroup,
    GroupsDisabled,
    GroupNotListed,

    /// <summary>The place is listed by a name, and names are not believed.</summary>
    GroupListedByName,
    GroupDisabled,
    TopicDisabled,
    GroupSenderNotListed,
    CommandNotAuthorized,
    NotMentioned,
    GroupAdmitted,
}
