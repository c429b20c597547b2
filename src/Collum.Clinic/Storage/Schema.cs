namespace Collum.Clinic.Storage;

/// <summary>The tables that hold the truth. Everything else is a projection and follows from them.</summary>
static class Schema
{
    public static readonly Table Clinic = new("clinic", "at text not null, position integer not null, ledger_hash blob not null", "");

    public static readonly Table Knowledge = new("knowledge",
        "version text not null, at text not null, program_version text not null, files blob not null", "version") { SmallRows = false };

    public static readonly Table Chart = new("chart", "id text not null, seq integer not null, hash blob not null", "id")
    {
        Constraints = ["foreign key (clinic) references clinic (clinic)"],
    };

    public static readonly Table Entry = new("entry",
        "chart_id text not null, seq integer not null, position integer not null, kind text not null, at text not null, by_whom text not null, why text, amends integer, " +
        "body text not null, knowledge_version text, program_version text not null, key text not null, previous_hash blob not null, hash blob not null, ledger_hash blob not null", "chart_id, seq")
    {
        SmallRows = false,
        Constraints =
        [
            "unique (clinic, position)", "unique (clinic, key)", "check (seq > 0)", "check (amends < seq)",
            "foreign key (clinic, chart_id) references chart (clinic, id)",
            "foreign key (clinic, chart_id, amends) references entry (clinic, chart_id, seq)",
            "foreign key (clinic, knowledge_version) references knowledge (clinic, version)",
        ],
    };

    public static IReadOnlyList<Table> Truth { get; } = [Clinic, Knowledge, Chart, Entry];

    /// <summary>From an empty database to version 1, and from each version to the next. A step that was released never changes.</summary>
    public static IReadOnlyList<Func<Dialect, IEnumerable<string>>> Migrations { get; } =
    [
        dialect => [.. Truth.SelectMany(t => t.Create(dialect)), .. dialect.Freeze("entry"), .. dialect.Freeze("knowledge")],
    ];
}
