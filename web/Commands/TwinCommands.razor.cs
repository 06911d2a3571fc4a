using System.Collections.Immutable;
using System.Globalization;
using CityActors.Commands;
using CityActors.Twins;
using CityActors.Web.Console.Live;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Commands;

/// <summary>What a twin can be told to do, and what became of what it was told: at most the newest five.</summary>
public sealed partial class TwinCommands : LivePage
{
    private const int Most = 5;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private ImmutableArray<Actuator> actuators = [];
    private ImmutableArray<CityCommand> commands = [];
    private string? looked;

    /// <summary>URN of the twin.</summary>
    [Parameter, EditorRequired]
    public string Twin { get; set; } = "";

    // While a command is on its way its device may answer at any time.
    /// <inheritdoc/>
    protected override TimeSpan Pace => commands.Any(static command => command.IsOpen) ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(5);

    private ICommandsGrain Commands => Grains.GetGrain<ICommandsGrain>(0);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (looked == Twin)
        {
            return Task.CompletedTask;
        }

        (looked, actuators, commands, Message) = (Twin, [], [], "");
        values.Clear();
        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        var twin = Twin;
        var known = await Commands.Actuators(TwinId.TypeOf(twin));
        var page = known.IsEmpty ? null : await Commands.List(CommandQuery.Newest(Most) with { Twin = twin });
        return () =>
        {
            if (twin == Twin)
            {
                (actuators, commands) = (known, page?.Commands ?? []);
            }
        };
    }

    private Task Send(Actuator actuator, string why) => Act(async () =>
    {
        if (ActuatorInput.Parse(actuator, values.GetValueOrDefault(actuator.Channel)) is not { } value)
        {
            return T["BadValue"];
        }

        try
        {
            var reason = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
            var command = await Commands.Request(
                new CommandRequest(Twin, actuator.Channel, value, null, Guid.NewGuid().ToString("N"), reason));
            return command.State == CommandState.Rejected ? T["Rejected", Reason(command.Reason ?? "")] : T["Sent"];
        }
        catch (CommandRefusedException refused)
        {
            return T["Refused." + refused.Code] is { ResourceNotFound: false } text ? text : T["BadValue"];
        }
    });

    private Task TakeBack(string id) => Act(async () =>
    {
        try
        {
            await Commands.Cancel(id, null);
            return T["TakenBack"];
        }
        catch (Exception gone) when (gone is CommandRefusedException or CommandNotFoundException)
        {
            return T["Refused.too-late"];
        }
    });

    private string Reason(string reason) => T["Reason." + reason] is { ResourceNotFound: false } text ? text : reason;

    private static string Name(Actuator actuator) =>
        actuator.Name.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var name)
        || actuator.Name.TryGetValue("vi", out name) ? name : actuator.Channel;

    private static string Tone(CityCommand command) => command.State switch
    {
        CommandState.Done => "is-good",
        CommandState.Rejected or CommandState.Failed or CommandState.Expired => "is-bad",
        CommandState.Cancelled => "",
        _ => "is-warning",
    };
}
