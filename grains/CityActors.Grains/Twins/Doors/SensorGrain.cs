using CityActors.Twins;

namespace CityActors.Grains.Twins.Doors;

/// <summary>The door to a device that measures.</summary>
internal sealed class SensorGrain(DoorPorts ports) : TwinDoor(ports), ISensorGrain;
