using CityActors.Simulators.Command;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
return await Verbs.Run(args, Console.Out, Console.Error, stopping.Token);
