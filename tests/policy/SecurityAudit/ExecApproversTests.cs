using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Policy.Tests.SecurityAudit;

/// <summary>Approvals that nobody in the chats, or too few, can give: by the rule that answers are judged by.</summary>
public sealed class ExecApproversTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("{approvals:{exec:{quorum:2}}}", "")]
    [InlineData("{approvals:{exec:{enabled:true}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{notify:true}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,approvers:[]}},channels:{telegram:{botToken:'1:a',allowFrom:[7]}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true}},channels:{telegram:{botToken:'1:a',allowFrom:[7]}}}", "")]
    [InlineData("{approvals:{exec:{enabled:true}},channels:{telegram:{botToken:'1:a',allowFrom:['*','@ann']}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true}},channels:{telegram:{enabled:false,botToken:'1:a',allowFrom:[7]}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true}},channels:{telegram:{enabled:false,accounts:{a:{enabled:true,botToken:'1:a',allowFrom:[7]}}}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true}},channels:{telegram:{accounts:{a:{enabled:false,botToken:'1:a',allowFrom:[7]},b:{botToken:'2:b'}}}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,approvers:['telegram:@ann','7','discord:8']}},channels:{telegram:{botToken:'1:a',allowFrom:[7]}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,approvers:['telegram:7']}},channels:{telegram:{botToken:'1:a'}}}", "")]
    [InlineData("{approvals:{exec:{enabled:true,quorum:2,approvers:['telegram:7','telegram:@ann']}},channels:{telegram:{botToken:'1:a'}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,quorum:2,approvers:['telegram:7','telegram:tg:7']}},channels:{telegram:{accounts:{a:{botToken:'1:a'},b:{botToken:'2:b'}}}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,quorum:2,approvers:['telegram:7','telegram:8']}},channels:{telegram:{botToken:'1:a'}}}", "")]
    [InlineData("{approvals:{exec:{enabled:true,quorum:2}},channels:{telegram:{botToken:'1:a',allowFrom:[7]},discord:{token:'t',dm:{allowFrom:['8']}}}}", "")]
    [InlineData("{approvals:{exec:{enabled:true,quorum:2}},session:{identityLinks:{ann:['telegram:7','discord:8']}},channels:{telegram:{botToken:'1:a',allowFrom:[7]},discord:{token:'t',dm:{allowFrom:['8']}}}}", "approvals.exec.approvers")]
    [InlineData("{approvals:{exec:{enabled:true,mode:'targets'}},channels:{telegram:{botToken:'1:a',allowFrom:[7]}}}", "approvals.exec.targets")]
    [InlineData("{channels:{discord:{token:'t',execApprovals:{enabled:true}}}}", "approvals.exec.approvers")]
    [InlineData("{channels:{discord:{token:'t',execApprovals:{enabled:true,approvers:['7']}}}}", "")]
    [InlineData("{channels:{discord:{token:'t',execApprovals:{enabled:true,approvers:['ann']}},telegram:{botToken:'1:a',allowFrom:[7]}}}", "channels.discord.execApprovals.approvers")]
    [InlineData("{approvals:{exec:{approvers:['telegram:7']}},channels:{discord:{token:'t',execApprovals:{enabled:true}},telegram:{botToken:'1:a'}}}", "approvals.exec.approvers")]
    public void The_key_to_set_is_named(string document, string expected)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("moltbot.json", document), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();
        var subject = new AuditSubject { Document = snapshot.Config!, Secret = new GatewaySecret(GatewayAuthMode.Token, "0123456789abcdefghijklmnopqrstuv", null) };

        var findings = ConfigurationAudit.Installation(subject).Where(static finding => finding.CheckId == "approvals.exec.no_approvers").ToList();

        string.Join(' ', findings.Select(static finding => finding.About)).ShouldBe(expected);
        findings.ShouldAllBe(static finding => finding.Severity == AuditSeverity.Warn && finding.Remediation!.Contains(finding.About!));
    }
}
