using CityActors.Commands;
using CityActors.Domain.Log;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Changes;

/// <summary>A command, whole, after a change of it.</summary>
public sealed record CommandPicture
{
    /// <summary>Id: the position of its record.</summary>
    public required string Id { get; init; }

    /// <summary>Sequence of its record.</summary>
    public required long Sequence { get; init; }

    /// <summary>URN of the twin.</summary>
    public required string Twin { get; init; }

    /// <summary>Handle of the twin.</summary>
    public required int TwinHandle { get; init; }

    /// <summary>Name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Handle of the channel.</summary>
    public required int ChannelHandle { get; init; }

    /// <summary>Desired value.</summary>
    public required TwinValue Value { get; init; }

    /// <summary>How far a reported number may lie from it and still agree.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>Idempotency key; null when it has none.</summary>
    public required string? Key { get; init; }

    /// <summary>The reason its actor gave; null when none.</summary>
    public required string? Why { get; init; }

    /// <summary>When it arrived, Unix milliseconds.</summary>
    public required long RequestedAtMs { get; init; }

    /// <summary>Until when the device may accept it, Unix milliseconds.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>How long after accepting it the device has for an outcome, milliseconds.</summary>
    public required long OutcomeWithinMs { get; init; }

    /// <summary>Where it stands.</summary>
    public CommandState State { get; init; }

    /// <summary>Word or sentence with the state; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Who or what changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When it changed last, arrival time, Unix milliseconds.</summary>
    public required long ChangedAtMs { get; init; }

    /// <summary>Record that changed it last.</summary>
    public required long ChangedSequence { get; init; }

    /// <summary>When the device accepted it, Unix milliseconds; 0 before.</summary>
    public long AcceptedAtMs { get; init; }

    /// <summary>Record that ended it; -1 while it is open.</summary>
    public long EndedSequence { get; init; } = -1;

    /// <summary>When it ended, Unix milliseconds; 0 while it is open.</summary>
    public long EndedAtMs { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>What the device answered after it had ended; null when nothing.</summary>
    public string? LateAnswer { get; init; }

    /// <summary>Whether the readings agree with a device that says done.</summary>
    public CommandReport Report { get; init; }

    /// <summary>Value of the channel at the newest change of the report.</summary>
    public TwinValue Reported { get; init; }

    /// <summary>Whether readings of the channel are compared with it.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether it may still be carried out.</summary>
    public bool IsOpen => State is CommandState.Queued or CommandState.Sent or CommandState.Accepted;

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, CommandPicture picture)
    {
        writer.Text(picture.Id).Number(picture.Sequence).Text(picture.Twin).Number(picture.TwinHandle)
            .Text(picture.Channel).Number(picture.ChannelHandle);
        Write(writer, picture.Value);
        writer.Number(BitConverter.DoubleToInt64Bits(picture.Tolerance)).Text(picture.Actor).Text(picture.Key).Text(picture.Why)
            .Number(picture.RequestedAtMs).Number(picture.ExpiresAtMs).Number(picture.OutcomeWithinMs)
            .Number((long)picture.State).Text(picture.Reason).Text(picture.ChangedBy).Number(picture.ChangedAtMs)
            .Number(picture.ChangedSequence).Number(picture.AcceptedAtMs).Number(picture.EndedSequence).Number(picture.EndedAtMs)
            .Number(picture.Attempts).Text(picture.LateAnswer).Number((long)picture.Report);
        Write(writer, picture.Reported);
        writer.Number(picture.IsHeld ? 1 : 0);
    }

    /// <summary>Reads what <see cref="Write(RecordWriter, CommandPicture)"/> wrote.</summary>
    public static CommandPicture Read(RecordReader fields) => new()
    {
        // Initializers run in this order.
        Id = fields.RequiredText(),
        Sequence = fields.Number(),
        Twin = fields.RequiredText(),
        TwinHandle = checked((int)fields.Number()),
        Channel = fields.RequiredText(),
        ChannelHandle = checked((int)fields.Number()),
        Value = ReadValue(ref fields),
        Tolerance = BitConverter.Int64BitsToDouble(fields.Number()),
        Actor = fields.RequiredText(),
        Key = fields.Text(),
        Why = fields.Text(),
        RequestedAtMs = fields.Number(),
        ExpiresAtMs = fields.Number(),
        OutcomeWithinMs = fields.Number(),
        State = (CommandState)fields.Number(),
        Reason = fields.Text(),
        ChangedBy = fields.RequiredText(),
        ChangedAtMs = fields.Number(),
        ChangedSequence = fields.Number(),
        AcceptedAtMs = fields.Number(),
        EndedSequence = fields.Number(),
        EndedAtMs = fields.Number(),
        Attempts = checked((int)fields.Number()),
        LateAnswer = fields.Text(),
        Report = (CommandReport)fields.Number(),
        Reported = ReadValue(ref fields),
        IsHeld = fields.Number() != 0,
    };

    /// <summary>Writes a value.</summary>
    internal static void Write(RecordWriter writer, TwinValue value) =>
        writer.Number((long)value.Kind).Number(value.Bits).Text(value.Text);

    /// <summary>Reads what <see cref="Write(RecordWriter, TwinValue)"/> wrote.</summary>
    internal static TwinValue ReadValue(ref RecordReader fields) =>
        new((ValueKind)fields.Number(), fields.Number(), fields.Text());
}
