using System.CommandLine;

namespace Collum.App.Cli;

/// <summary>Every command of the program.</summary>
static class Commands
{
    public static Option<bool> Version { get; } = new("--version") { Description = "Show the program's version." };

    /// <summary>Built once and only read afterwards.</summary>
    public static Command Root { get; } = All();

    static Noun All()
    {
        var root = new Noun("collum",
            "Collum carries a patient with cervical dystonia through botulinum toxin treatment: select, measure, choose muscles, plan, record, follow. "
            + "It supports clinicians' decisions; it makes none.",
            ServeCommand.Demo(), ServeCommand.Serve(),
            PlanCommands.Plan(), PostureCommands.Posture(), EmgCommands.Emg(), ResponseCommands.Response(), TrialCommands.Trial(), ScaleCommands.Scale(), MedicationCommands.Medication(), TriageCommand.Triage(),
            ChartCommands.All(), LotCommands.Lot(), DatabaseCommands.Db(), KnowledgeCommands.Knowledge(),
            VersionCommand.Version(), CompletionCommand.Completion(), CompletionCommand.Complete());
        root.Options.Add(Shared.Json);
        root.Options.Add(Shared.Help);
        root.Options.Add(Version);
        return root;
    }
}
