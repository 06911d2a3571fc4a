using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>A twin that contributes to derived twins of one derivation.</summary>
internal sealed class SourceMember
{
    /// <summary>Its number in the table of members.</summary>
    public int Slot { get; set; }

    /// <summary>Number of the derivation.</summary>
    public required int Definition { get; init; }

    /// <summary>Handle of the twin.</summary>
    public required int Twin { get; init; }

    /// <summary>Event time of its newest reading, Unix milliseconds; <see cref="long.MinValue"/>: it has not reported yet.</summary>
    public long NewestMs { get; set; } = long.MinValue;

    /// <summary>Arrival of its newest reading.</summary>
    public long ArrivedMs { get; set; } = long.MinValue;

    /// <summary>Whether it was not silent for too long when it was looked at last.</summary>
    public bool Live { get; set; }

    /// <summary>End of the newest pane that it contributed to.</summary>
    public long ContributedMs { get; set; } = long.MinValue;

    /// <summary>End of the pane that it contributed to before that one.</summary>
    public long ContributedBeforeMs { get; set; } = long.MinValue;

    /// <summary>How many of its readings count in the newest pane.</summary>
    public int Contributions { get; set; }

    /// <summary>What it contributed to each term last.</summary>
    public required SourceCell[] Cells { get; init; }

    /// <summary>Numbers of the derived twins' rows here; what <see cref="Targets"/> is restored from.</summary>
    public int[] TargetSlots { get; set; } = [];

    /// <summary>The derived twins that it contributes to.</summary>
    public SourceTarget[] Targets { get; set; } = [];

    /// <summary>Its place in the list of members of each of them.</summary>
    public int[] Places { get; set; } = [];

    /// <summary>Its channels for each term.</summary>
    public MemberChannels[] Channels { get; set; } = [];

    /// <summary>The derivation made ready.</summary>
    public Plan Plan { get; set; } = null!;

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, SourceMember member)
    {
        writer.Number(member.Definition).Number(member.Twin).Number(member.NewestMs).Number(member.ArrivedMs)
            .Number(member.Live ? 1 : 0).Number(member.ContributedMs).Number(member.ContributedBeforeMs).Number(member.Contributions)
            .Number(member.Cells.Length);
        foreach (ref readonly var cell in member.Cells.AsSpan())
        {
            writer.Number(cell.AtMs).Number(cell.Counts ? 1 : 0).Number(cell.PaneMs);
            TermSums.Write(writer, cell.Value);
            TermSums.Write(writer, cell.Weight);
            TermSums.Write(writer, cell.Settled);
            PendingHalves.Write(writer, cell.Pending);
        }

        writer.Number(member.Targets.Length);
        foreach (var target in member.Targets)
        {
            writer.Number(target.Slot);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SourceMember Read(ref RecordReader fields)
    {
        var (definition, twin) = ((int)fields.Number(), (int)fields.Number());
        var (newest, arrived, live) = (fields.Number(), fields.Number(), fields.Number() != 0);
        var (contributed, before, contributions) = (fields.Number(), fields.Number(), (int)fields.Number());
        var cells = new SourceCell[fields.Number()];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new SourceCell
            {
                AtMs = fields.Number(),
                Counts = fields.Number() != 0,
                PaneMs = fields.Number(),
                Value = TermSums.ReadDouble(ref fields),
                Weight = TermSums.ReadDouble(ref fields),
                Settled = TermSums.ReadOrder(ref fields),
                Pending = PendingHalves.Read(ref fields),
            };
        }

        var targets = new int[fields.Number()];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = (int)fields.Number();
        }

        return new SourceMember
        {
            Definition = definition,
            Twin = twin,
            NewestMs = newest,
            ArrivedMs = arrived,
            Live = live,
            ContributedMs = contributed,
            ContributedBeforeMs = before,
            Contributions = contributions,
            Cells = cells,
            TargetSlots = targets,
        };
    }
}

/// <summary>Handles of the channels of a term.</summary>
/// <param name="Value">Of the value; -1: the twin has no such channel.</param>
/// <param name="Weight">Of the weight; -1: it has none.</param>
/// <param name="Condition">Of the channels that the condition names.</param>
/// <param name="Attributes">Values of the attributes that the condition names.</param>
internal sealed record MemberChannels(int Value, int Weight, int[] Condition, Expressions.Evaluation.ExpressionValue[] Attributes);
